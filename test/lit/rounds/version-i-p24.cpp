// RUN: %tocsin %s
// REQUIRES: odbc
// STD: c++20
// Car park back office: ticket machines and kiosks write to one ODBC data source.
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sql.h>
#include <sqlext.h>

namespace park {

class OdbcError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Stmt {
public:
    explicit Stmt(SQLHDBC dbc) {
        if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, dbc, &h_)))
            throw OdbcError("alloc");
    }
    ~Stmt() { SQLFreeHandle(SQL_HANDLE_STMT, h_); }
    Stmt(const Stmt &) = delete;
    Stmt &operator=(const Stmt &) = delete;

    void run(const std::string &sql) {
        SQLRETURN rc = SQLExecDirect(h_, reinterpret_cast<SQLCHAR *>(const_cast<char *>(sql.c_str())), SQL_NTS);
        if (!SQL_SUCCEEDED(rc) && rc != SQL_NO_DATA)
            throw OdbcError("exec: " + sql);
    }
    bool fetch() { return SQL_SUCCEEDED(SQLFetch(h_)); }
    long number(SQLUSMALLINT col) {
        SQLINTEGER v = 0;
        SQLLEN ind = 0;
        SQLGetData(h_, col, SQL_C_SLONG, &v, sizeof(v), &ind);
        return ind == SQL_NULL_DATA ? 0 : v;
    }
    long affected() {
        SQLLEN n = 0;
        SQLRowCount(h_, &n);
        return n;
    }

private:
    SQLHSTMT h_ = SQL_NULL_HSTMT;
};

class Facility {
public:
    explicit Facility(SQLHDBC dbc) : dbc_(dbc) {}

    // A barrier lets a car in; returns the places left or -1.
    long enter(int level) {
        long taken, places;
        {
            Stmt q(dbc_);
            q.run("SELECT taken, places FROM level WHERE id = " + std::to_string(level));
            if (!q.fetch())
                return -1;
            taken = q.number(1);
            places = q.number(2);
        }
        if (taken >= places)
            return -1;
        ++taken;
        Stmt u(dbc_);
        u.run("UPDATE level SET taken = " + std::to_string(taken) + " WHERE id = " + std::to_string(level)); // EXPECT: sql-lost-update
        return places - taken;
    }

    void leave(int level) {
        Stmt u(dbc_);
        u.run("UPDATE level SET taken = taken - 1 WHERE taken > 0 AND id = " + std::to_string(level));
    }

    // Pays a ticket that is still open.
    bool pay(long ticket, long cents) {
        long state;
        {
            Stmt q(dbc_);
            q.run("SELECT state FROM ticket WHERE id = " + std::to_string(ticket));
            if (!q.fetch())
                return false;
            state = q.number(1);
        }
        if (state != kOpen)
            return false;
        std::string sql = "UPDATE ticket SET state = " + std::to_string(kPaid);
        sql += ", cents = " + std::to_string(cents);
        sql += " WHERE id = " + std::to_string(ticket) + " AND state = " + std::to_string(state);
        Stmt u(dbc_);
        u.run(sql);
        return u.affected() == 1;
    }

    // Marks a paid ticket as used at the exit barrier and opens it.
    bool exitBarrier(long ticket) {
        char sql[200];
        std::snprintf(sql, sizeof(sql), "UPDATE ticket SET state = %d WHERE id = %ld AND state = %d", kUsed, ticket, kPaid);
        Stmt u(dbc_);
        u.run(sql); // EXPECT-MISS: ignored-conflict
        return openBarrier(ticket);
    }

    bool exitBarrierCounted(long ticket) {
        char sql[200];
        std::snprintf(sql, sizeof(sql), "UPDATE ticket SET state = %d WHERE id = %ld AND state = %d", kUsed, ticket, kPaid);
        Stmt u(dbc_);
        u.run(sql);
        return u.affected() == 1 && openBarrier(ticket);
    }

private:
    enum State : int { kOpen = 0, kPaid = 1, kUsed = 2 };

    static bool openBarrier(long ticket) {
        std::printf("barrier up for %ld\n", ticket);
        return true;
    }

    SQLHDBC dbc_;
};

} // namespace park

int main(int argc, char **argv) {
    SQLHENV env;
    SQLHDBC dbc;
    SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &env);
    SQLSetEnvAttr(env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3, 0);
    SQLAllocHandle(SQL_HANDLE_DBC, env, &dbc);
    std::string dsn = argc > 1 ? argv[1] : "DSN=park";
    if (!SQL_SUCCEEDED(SQLDriverConnect(dbc, nullptr, (SQLCHAR *)dsn.c_str(), SQL_NTS, nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT)))
        return 1;
    park::Facility f(dbc);
    f.enter(1);
    f.pay(10, 250);
    f.exitBarrier(10);
    f.exitBarrierCounted(11);
    f.leave(1);
}
