// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Coupon book of the checkout service (MariaDB, autocommit connections from a pool).
#include <mariadb/mysql.h>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

class CouponBook {
public:
    explicit CouponBook(MYSQL* conn) : conn_(conn) {}

    struct Coupon {
        long uses_left = 0;
        long version = 0;
        std::string state;
    };

    std::optional<Coupon> find(long id) {
        std::ostringstream q;
        q << "SELECT uses_left, version, state FROM coupons WHERE id = " << id;
        if (!run(q.str()))
            return std::nullopt;
        MYSQL_RES* res = mysql_store_result(conn_);
        if (!res)
            return std::nullopt;
        std::optional<Coupon> out;
        if (MYSQL_ROW row = mysql_fetch_row(res))
            out = Coupon{std::atol(row[0]), std::atol(row[1]), row[2] ? row[2] : ""};
        mysql_free_result(res);
        return out;
    }

    bool redeem(long id) {
        auto c = find(id);
        if (!c || c->uses_left <= 0)
            return false;
        const long left = c->uses_left - 1;
        return run("UPDATE coupons SET uses_left = " + std::to_string(left) + " WHERE id = " + std::to_string(id)); // EXPECT: sql-lost-update
    }

    bool redeemMany(long id, long n) {
        std::ostringstream q;
        q << "UPDATE coupons SET uses_left = uses_left - " << n << " WHERE id = " << id
          << " AND uses_left >= " << n;
        if (!run(q.str()))
            return false;
        return mysql_affected_rows(conn_) == 1;
    }

    bool extend(long id, long extra) {
        auto c = find(id);
        if (!c || c->state != "open")
            return false;
        std::ostringstream q;
        q << "UPDATE coupons SET uses_left = " << c->uses_left + extra << ", version = " << c->version + 1
          << " WHERE id = " << id << " AND version = " << c->version;
        if (!run(q.str())) // EXPECT: ignored-conflict
            throw std::runtime_error(mysql_error(conn_));
        return true;
    }

    bool reopen(long id) {
        auto c = find(id);
        if (!c || c->state != "closed")
            return false;
        std::ostringstream q;
        q << "UPDATE coupons SET state = 'open', version = " << c->version + 1 << " WHERE id = " << id
          << " AND version = " << c->version;
        if (!run(q.str()))
            throw std::runtime_error(mysql_error(conn_));
        return mysql_affected_rows(conn_) == 1;
    }

    bool issue(long id, long uses) {
        std::ostringstream q;
        q << "INSERT IGNORE INTO coupons(id, uses_left, version, state) VALUES(" << id << ", " << uses
          << ", 1, 'open')";
        return run(q.str()) && mysql_affected_rows(conn_) == 1;
    }

private:
    bool run(const std::string& sql) { return mysql_real_query(conn_, sql.data(), sql.size()) == 0; }

    MYSQL* conn_;
};

int handle(MYSQL* conn, long id) {
    CouponBook book(conn);
    if (book.redeem(id))
        return 200;
    return 409;
}
