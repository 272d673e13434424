// RUN: %tocsin %s
// REQUIRES: soci
// STD: c++20
// Seat booking on SOCI; several booking nodes share one database.
#include <algorithm>
#include <iostream>
#include <soci/soci.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace booking {

class Seats {
public:
    explicit Seats(soci::session &s) : sql_(s) {}

    int takeFree(int flight, int wanted) {
        int free = 0;
        sql_ << "SELECT free_seats FROM flight WHERE id = :id", soci::into(free), soci::use(flight);
        if (!sql_.got_data() || free < wanted)
            return 0;
        const int left = free - wanted;
        sql_ << "UPDATE flight SET free_seats = :l WHERE id = :id", soci::use(left), soci::use(flight); // EXPECT: sql-lost-update
        return wanted;
    }

    int takeFreeLocked(int flight, int wanted) {
        soci::transaction tr(sql_);
        int free = 0;
        sql_ << "SELECT free_seats FROM flight WHERE id = :id FOR UPDATE", soci::into(free), soci::use(flight);
        if (free < wanted)
            return 0;
        const int left = free - wanted;
        sql_ << "UPDATE flight SET free_seats = :l WHERE id = :id", soci::use(left), soci::use(flight);
        tr.commit();
        return wanted;
    }

    bool hold(int flight, const std::string &seat, int customer) {
        int n = 0;
        sql_ << "SELECT count(*) FROM hold WHERE flight = :f AND seat = :s", soci::into(n), soci::use(flight),
            soci::use(seat);
        if (n > 0)
            return false;
        sql_ << "INSERT INTO hold(flight, seat, customer) VALUES(:f, :s, :c)", soci::use(flight), soci::use(seat), soci::use(customer); // EXPECT: sql-lost-update
        return true;
    }

    bool holdOnce(int flight, const std::string &seat, int customer) {
        soci::statement st = (sql_.prepare << "INSERT INTO hold(flight, seat, customer) VALUES(:f, :s, :c)"
                                              " ON CONFLICT (flight, seat) DO NOTHING",
                              soci::use(flight), soci::use(seat), soci::use(customer));
        st.execute(true);
        return st.get_affected_rows() == 1;
    }

    bool upgrade(int flight, const std::string &from, const std::string &to, int seenRev) {
        soci::statement st = (sql_.prepare << "UPDATE hold SET seat = :t, rev = rev + 1"
                                              " WHERE flight = :f AND seat = :s AND rev = :r",
                              soci::use(to), soci::use(flight), soci::use(from), soci::use(seenRev));
        st.execute(true);
        if (st.get_affected_rows() != 1)
            throw std::runtime_error("hold changed");
        return true;
    }

    // prices are recomputed nightly by one job for the whole table
    void discount(int flight, int percent) {
        sql_ << "UPDATE flight SET price = price * (100 - :p) / 100 WHERE id = :id", soci::use(percent),
            soci::use(flight);
    }

    // the history row is another table
    void logPrice(int flight) {
        int price = 0;
        sql_ << "SELECT price FROM flight WHERE id = :id", soci::into(price), soci::use(flight);
        sql_ << "INSERT INTO price_log(flight, price) VALUES(:f, :p)", soci::use(flight), soci::use(price);
    }

private:
    soci::session &sql_;
};

} // namespace booking

int main(int argc, char **argv) {
    if (argc < 2)
        return 2;
    try {
        soci::session sql(argv[1]);
        booking::Seats s(sql);
        std::cout << s.takeFree(7, 2) << s.takeFreeLocked(7, 1) << s.hold(7, "12A", 3) << s.holdOnce(7, "12B", 3)
                  << s.upgrade(7, "12B", "2B", 1) << '\n';
        s.discount(7, 10);
        s.logPrice(7);
    } catch (const soci::soci_error &e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
