// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Ticket office for the theatre group: seat sales in one SQLite file that is
// opened by the web front end and by the box office terminal.
#include <SQLiteCpp/SQLiteCpp.h>

#include <iostream>
#include <optional>
#include <string>

namespace tickets {

struct Sale {
    int performance;
    int seat;
    std::string customer;
};

class WriteScope {
public:
    explicit WriteScope(SQLite::Database& db) : tx_(db, SQLite::TransactionBehavior::IMMEDIATE) {}
    void done() { tx_.commit(); }

private:
    SQLite::Transaction tx_;
};

class Office {
public:
    explicit Office(const std::string& file)
        : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000)
    {
        db_.exec("CREATE TABLE IF NOT EXISTS seats(perf INT, seat INT, customer TEXT, "
                 "PRIMARY KEY(perf, seat))");
        db_.exec("CREATE TABLE IF NOT EXISTS perf(id INTEGER PRIMARY KEY, sold INT, rev INT)");
    }

    bool sell(const Sale& s)
    {
        WriteScope scope(db_);
        if (taken(s.performance, s.seat))
            return false;
        SQLite::Statement ins(db_, "INSERT INTO seats(perf, seat, customer) VALUES(?, ?, ?)");
        ins.bind(1, s.performance);
        ins.bind(2, s.seat);
        ins.bind(3, s.customer);
        ins.exec();

        const int sold = soldCount(s.performance);
        SQLite::Statement upd(db_, "UPDATE perf SET sold = ? WHERE id = ?");
        upd.bind(1, sold + 1);
        upd.bind(2, s.performance);
        upd.exec();
        scope.done();
        return true;
    }

    // Seat change at the terminal, long dialogue with the customer in between.
    bool setSold(int performance, int delta)
    {
        for (int attempt = 0; attempt < 3; ++attempt) {
            int sold = 0, rev = 0;
            {
                SQLite::Statement q(db_, "SELECT sold, rev FROM perf WHERE id = ?");
                q.bind(1, performance);
                if (!q.executeStep())
                    return false;
                sold = q.getColumn(0).getInt();
                rev = q.getColumn(1).getInt();
            }
            SQLite::Statement upd(
                db_, "UPDATE perf SET sold = ?, rev = rev + 1 WHERE id = ? AND rev = ?");
            upd.bind(1, sold + delta);
            upd.bind(2, performance);
            upd.bind(3, rev);
            if (upd.exec() == 1)
                return true;
        }
        return false;
    }

    void announce(int performance)
    {
        SQLite::Statement has(db_, "SELECT COUNT(*) FROM perf WHERE id = ?");
        has.bind(1, performance);
        has.executeStep();
        if (has.getColumn(0).getInt() > 0)
            return;
        SQLite::Statement ins(db_, "INSERT OR IGNORE INTO perf(id, sold, rev) VALUES(?, 0, 0)");
        ins.bind(1, performance);
        ins.exec();
    }

private:
    bool taken(int perf, int seat)
    {
        SQLite::Statement q(db_, "SELECT 1 FROM seats WHERE perf = ? AND seat = ?");
        q.bind(1, perf);
        q.bind(2, seat);
        return q.executeStep();
    }
    int soldCount(int perf)
    {
        SQLite::Statement q(db_, "SELECT sold FROM perf WHERE id = ?");
        q.bind(1, perf);
        return q.executeStep() ? q.getColumn(0).getInt() : 0;
    }

    SQLite::Database db_;
};

} // namespace tickets

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    tickets::Office office(argv[1]);
    office.announce(1);
    std::cout << office.sell({1, 12, "Meyer"}) << office.setSold(1, -1) << '\n';
}
