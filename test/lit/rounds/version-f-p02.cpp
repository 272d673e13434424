// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Warehouse reservation backend. Several picker terminals and the web shop
// run one instance each against the same PostgreSQL database.
#include <pqxx/pqxx>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <string>

namespace warehouse {

struct StockLine {
    int on_hand = 0;
    int reserved = 0;
    int free() const { return on_hand - reserved; }
};

class OutOfStock : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class StockDesk {
public:
    explicit StockDesk(const std::string& dsn) : conn_(dsn) {}

    // Reserves up to `wanted` pieces and returns how many were reserved.
    int reserve(int bin, const std::string& sku, int wanted) {
        pqxx::nontransaction tx(conn_);
        const StockLine line = load(tx, bin, sku);
        const int got = std::min(wanted, line.free());
        if (got <= 0) throw OutOfStock(sku);

        tx.exec_params("UPDATE stock SET reserved = $1 WHERE bin_id = $2 AND sku = $3", // EXPECT: sql-lost-update
                       line.reserved + got, bin, sku);
        return got;
    }

    // Goods leave the building: both columns go down.
    void ship(int bin, const std::string& sku, int pieces) {
        pqxx::work tx(conn_);
        auto rows = tx.exec_params(
            "SELECT on_hand, reserved FROM stock WHERE bin_id = $1 AND sku = $2 FOR UPDATE", bin, sku);
        if (rows.empty()) throw OutOfStock(sku);
        const int on_hand = rows[0][0].as<int>();
        const int reserved = rows[0][1].as<int>();
        if (on_hand < pieces || reserved < pieces) throw OutOfStock(sku);
        tx.exec_params("UPDATE stock SET on_hand = $1, reserved = $2 WHERE bin_id = $3 AND sku = $4",
                       on_hand - pieces, reserved - pieces, bin, sku);
        tx.commit();
    }

    void receive(int bin, const std::string& sku, int pieces) {
        pqxx::nontransaction tx(conn_);
        const auto r = tx.exec_params(
            "UPDATE stock SET on_hand = on_hand + $1 WHERE bin_id = $2 AND sku = $3", pieces, bin, sku);
        if (r.affected_rows() == 0)
            tx.exec_params("INSERT INTO stock(bin_id, sku, on_hand, reserved) VALUES ($1, $2, $3, 0) "
                           "ON CONFLICT (bin_id, sku) DO UPDATE SET on_hand = stock.on_hand + $3",
                           bin, sku, pieces);
    }

private:
    static StockLine load(pqxx::transaction_base& tx, int bin, const std::string& sku) {
        auto rows = tx.exec_params("SELECT on_hand, reserved FROM stock WHERE bin_id = $1 AND sku = $2", bin, sku);
        if (rows.empty()) return {};
        return {rows[0][0].as<int>(), rows[0][1].as<int>()};
    }

    pqxx::connection conn_;
};

}  // namespace warehouse

int main(int argc, char** argv) {
    if (argc < 5) {
        std::cerr << "usage: stockdesk DSN BIN SKU COUNT\n";
        return 2;
    }
    try {
        warehouse::StockDesk desk(argv[1]);
        std::cout << desk.reserve(std::stoi(argv[2]), argv[3], std::stoi(argv[4])) << "\n";
    } catch (const std::exception& e) {
        std::cerr << "stockdesk: " << e.what() << "\n";
        return 1;
    }
    return 0;
}
