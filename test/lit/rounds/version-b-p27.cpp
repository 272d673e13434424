// RUN: %tocsin %s
// REQUIRES: stores, soci
// STD: c++20
#include <soci/soci.h>
#include <string>

class SeatLedger {
public:
    explicit SeatLedger(soci::session& s) : sql_(s) {}

    bool reserve(int flight, const std::string& seat, const std::string& pnr)
    {
        soci::statement st = (sql_.prepare
            << "UPDATE seats SET pnr = :pnr WHERE flight = :f AND seat = :s AND pnr IS NULL",
            soci::use(pnr), soci::use(flight), soci::use(seat));
        st.execute(true);
        return st.get_affected_rows() == 1;
    }

    bool reprice(int flight, double factor)
    {
        for (int i = 0; i < 3; ++i) {
            long fare = 0;
            int version = 0;
            sql_ << "SELECT fare, version FROM flights WHERE id = :id",
                soci::use(flight), soci::into(fare), soci::into(version);
            if (!sql_.got_data())
                return false;
            long next = static_cast<long>(static_cast<double>(fare) * factor);
            soci::statement st = (sql_.prepare
                << "UPDATE flights SET fare = :fare, version = version + 1 WHERE id = :id AND version = :v",
                soci::use(next), soci::use(flight), soci::use(version));
            st.execute(true);
            if (st.get_affected_rows() == 1)
                return true;
        }
        return false;
    }

    void oversell(int flight, int divisor)
    {
        soci::transaction tr(sql_);
        int capacity = 0;
        sql_ << "SELECT capacity FROM flights WHERE id = :id FOR UPDATE", soci::use(flight), soci::into(capacity);
        int extended = capacity + capacity / divisor;
        sql_ << "UPDATE flights SET capacity = :c WHERE id = :id", soci::use(extended), soci::use(flight);
        tr.commit();
    }

    void waitlist(int flight, const std::string& pnr)
    {
        sql_ << "INSERT INTO waitlist(flight, pnr) VALUES (:f, :p) ON CONFLICT DO NOTHING",
            soci::use(flight), soci::use(pnr);
    }

    void countSearch(int flight)
    {
        sql_ << "UPDATE flights SET searches = searches + 1 WHERE id = :id", soci::use(flight);
    }

    void copyFare(int from, int to)
    {
        long fare = 0;
        sql_ << "SELECT fare FROM flights WHERE id = :id", soci::use(from), soci::into(fare);
        sql_ << "UPDATE flights SET fare = :f WHERE id = :id", soci::use(fare), soci::use(to);
    }

private:
    soci::session& sql_;
};
