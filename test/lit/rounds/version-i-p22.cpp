// RUN: %tocsin %s
// REQUIRES: stores, soci
// STD: c++20
// Loyalty points: cards, tiers and enrolment, SOCI on top of the shop's SQL server.
#include <ctime>
#include <iostream>
#include <stdexcept>
#include <string>

#include <soci/soci.h>

namespace loyalty {

class Program {
public:
    explicit Program(soci::session &sql) : sql_(sql) {}

    // Points with tier multiplier and monthly ceiling.
    int earn(long card, int base)
    {
        int points = 0, tier = 0;
        soci::indicator ind;
        sql_ << "SELECT points, tier FROM card WHERE id = :id", soci::into(points, ind), soci::into(tier), soci::use(card);
        if (!sql_.got_data())
            throw std::runtime_error("unknown card");
        if (ind == soci::i_null)
            points = 0;
        int total = capped(points, base * (tier >= 2 ? 2 : 1));
        sql_ << "UPDATE card SET points = :p WHERE id = :id", soci::use(total), soci::use(card); // EXPECT: sql-lost-update
        return total;
    }

    int earnPartner(long card, int base)
    {
        soci::transaction tr(sql_);
        int points = 0;
        sql_ << "SELECT points FROM card WHERE id = :id FOR UPDATE", soci::into(points), soci::use(card);
        if (!sql_.got_data())
            throw std::runtime_error("unknown card");
        int total = capped(points, base);
        sql_ << "UPDATE card SET points = :p WHERE id = :id", soci::use(total), soci::use(card);
        tr.commit();
        return total;
    }

    void enrol(const std::string &email, const std::string &name)
    {
        int n = 0;
        sql_ << "SELECT COUNT(*) FROM member WHERE email = :e", soci::into(n), soci::use(email);
        if (n > 0) {
            std::clog << email << " is a member\n";
            return;
        }
        sql_ << "INSERT INTO member (email, name, since) VALUES (:e, :n, CURRENT_TIMESTAMP)", soci::use(email), soci::use(name); // EXPECT: sql-lost-update
    }

    bool spend(long card, int cost)
    {
        int points = 0;
        sql_ << "SELECT points FROM card WHERE id = :id", soci::into(points), soci::use(card);
        if (!sql_.got_data() || points < cost)
            return false;
        const int left = points - cost;
        soci::statement st = (sql_.prepare << "UPDATE card SET points = :p WHERE id = :id AND points = :old",
                              soci::use(left), soci::use(card), soci::use(points));
        st.execute(true);
        return st.get_affected_rows() == 1;
    }

    void touch(long card)
    {
        long now = static_cast<long>(std::time(nullptr));
        long prev = 0;
        sql_ << "SELECT last_seen FROM card WHERE id = :id", soci::into(prev), soci::use(card);
        std::clog << "card " << card << " idle for " << now - prev << "s\n";
        sql_ << "UPDATE card SET last_seen = :t WHERE id = :id", soci::use(now), soci::use(card);
    }

private:
    static int capped(int have, int add)
    {
        const int ceiling = 100000;
        return have > ceiling - add ? ceiling : have + add;
    }

    soci::session &sql_;
};

} // namespace loyalty
