// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Auction house back end: bids and escrow in PostgreSQL through libpqxx.
#include <cstdint>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include <pqxx/pqxx>

namespace auction {

struct Lot {
    int64_t id;
    int64_t topBid;
    int64_t bidder;
    int version;
};

class LotClosed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class House {
public:
    explicit House(const std::string &dsn) : conn_(dsn) {
        conn_.prepare("lot.find", "SELECT id, top_bid, bidder, version FROM lot WHERE id = $1");
        conn_.prepare("lot.raise",
                      "UPDATE lot SET top_bid = $2, bidder = $3, version = version + 1 "
                      "WHERE id = $1 AND version = $4");
        conn_.prepare("lot.close", "UPDATE lot SET state = 'closed', version = version + 1 WHERE id = $1 AND version = $2");
    }

    std::optional<Lot> find(int64_t id) {
        pqxx::nontransaction q(conn_);
        return findIn(q, id);
    }

    bool bid(int64_t lot, int64_t who, int64_t cents) {
        pqxx::nontransaction q(conn_);
        auto cur = findIn(q, lot);
        if (!cur || cents <= cur->topBid)
            return false;
        pqxx::result r = q.exec_prepared("lot.raise", lot, cents, who, cur->version);
        return r.affected_rows() == 1;
    }

    // Called by the clock once the lot has run out, on the state the clock has on file.
    void close(const Lot &lot) {
        pqxx::nontransaction q(conn_);
        q.exec_prepared("lot.close", lot.id, lot.version); // EXPECT: ignored-conflict
        std::clog << "lot " << lot.id << " sold to " << lot.bidder << " at " << lot.topBid << '\n';
    }

    int64_t escrowHold(int64_t account, int64_t cents) {
        pqxx::nontransaction q(conn_);
        pqxx::result r = q.exec_params("SELECT held FROM escrow WHERE account = $1", account);
        if (r.empty())
            throw std::runtime_error("no escrow account " + std::to_string(account));
        int64_t held = r[0][0].as<int64_t>();
        if (held + cents > kMaxHeld)
            throw std::runtime_error("escrow limit");
        held += cents;
        q.exec_params0("UPDATE escrow SET held = $1 WHERE account = $2", held, account); // EXPECT: sql-lost-update
        return held;
    }

    int64_t escrowRelease(int64_t account, int64_t cents) {
        pqxx::work tx(conn_);
        pqxx::row r = tx.exec_params1("SELECT held FROM escrow WHERE account = $1 FOR UPDATE", account);
        int64_t held = r[0].as<int64_t>();
        held = cents > held ? 0 : held - cents;
        tx.exec_params0("UPDATE escrow SET held = $1 WHERE account = $2", held, account);
        tx.commit();
        return held;
    }

    int64_t escrowCapture(int64_t account, int64_t cents) {
        pqxx::nontransaction q(conn_);
        pqxx::row r = q.exec_params1(
            "UPDATE escrow SET held = held - $2 WHERE account = $1 AND held >= $2 RETURNING held", account, cents);
        return r[0].as<int64_t>();
    }

private:
    static constexpr int64_t kMaxHeld = 100'000'00;

    static std::optional<Lot> findIn(pqxx::transaction_base &q, int64_t id) {
        pqxx::result r = q.exec_prepared("lot.find", id);
        if (r.empty())
            return std::nullopt;
        return Lot{r[0][0].as<int64_t>(), r[0][1].as<int64_t>(), r[0][2].as<int64_t>(), r[0][3].as<int>()};
    }

    pqxx::connection conn_;
};

} // namespace auction

int main(int argc, char **argv) {
    auction::House h(argc > 1 ? argv[1] : "dbname=auction");
    if (auto lot = h.find(1)) {
        h.bid(1, 77, lot->topBid + 100);
        h.escrowHold(77, lot->topBid + 100);
        h.close(*lot);
    }
}
