// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// OPTIONS: -I/usr/include/postgresql
// Warehouse service: stock reservations and order life cycle over PostgreSQL.
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <pqxx/pqxx>

namespace warehouse {

struct Order {
    std::int64_t id = 0;
    std::string state;
    std::int64_t version = 0;
};

class NotEnoughStock : public std::runtime_error {
public:
    explicit NotEnoughStock(const std::string& sku) : std::runtime_error("not enough stock: " + sku) {}
};

class StockBook {
public:
    explicit StockBook(pqxx::connection& conn) : conn_(conn) {}

    int onHand(const std::string& sku) {
        pqxx::nontransaction rd(conn_);
        return rd.exec_params1("SELECT on_hand FROM stock WHERE sku = $1", sku)[0].as<int>();
    }

    void reserve(const std::string& sku, int qty) {
        int left = onHand(sku) - qty;
        if (left < 0)
            throw NotEnoughStock(sku);
        pqxx::work tx(conn_);
        tx.exec_params0("INSERT INTO movements(sku, delta) VALUES ($1, $2)", sku, -qty);
        tx.exec_params0("UPDATE stock SET on_hand = $1 WHERE sku = $2", left, sku); // EXPECT: sql-lost-update
        tx.commit();
    }

    void release(const std::string& sku, int qty) {
        pqxx::work tx(conn_);
        const auto row = tx.exec_params1(
            "SELECT on_hand, capacity FROM stock WHERE sku = $1 FOR UPDATE", sku);
        int next = row[0].as<int>() + qty;
        if (next > row[1].as<int>())
            next = row[1].as<int>();
        tx.exec_params0("UPDATE stock SET on_hand = $1 WHERE sku = $2", next, sku);
        tx.commit();
    }

    bool take(const std::string& sku, int qty) {
        pqxx::work tx(conn_);
        const auto res = tx.exec_params(
            "UPDATE stock SET on_hand = on_hand - $1 WHERE sku = $2 AND on_hand >= $1", qty, sku);
        if (res.affected_rows() == 0)
            return false;
        tx.exec_params0("INSERT INTO movements(sku, delta) VALUES ($1, $2)", sku, -qty);
        tx.commit();
        return true;
    }

    // The stocktaker's figure replaces whatever the book says.
    void recount(const std::string& sku, int counted) {
        pqxx::work tx(conn_);
        tx.exec_params0("UPDATE stock SET on_hand = $1 WHERE sku = $2", counted, sku);
        tx.commit();
    }

private:
    pqxx::connection& conn_;
};

class Orders {
public:
    explicit Orders(pqxx::connection& conn) : conn_(conn) {}

    std::optional<Order> find(std::int64_t id) {
        pqxx::nontransaction rd(conn_);
        const auto rows = rd.exec_params("SELECT state, version FROM orders WHERE id = $1", id);
        if (rows.empty())
            return std::nullopt;
        Order o;
        o.id = id;
        o.state = rows[0][0].as<std::string>();
        o.version = rows[0][1].as<std::int64_t>();
        return o;
    }

    bool close(std::int64_t id) {
        const auto order = find(id);
        if (!order || order->state != "shipped")
            return false;
        pqxx::work tx(conn_);
        tx.exec_params("UPDATE orders SET state = 'closed', version = version + 1 " // EXPECT: ignored-conflict
                       "WHERE id = $1 AND version = $2",
                       order->id, order->version);
        tx.commit();
        return true;
    }

    bool cancel(std::int64_t id) {
        const auto order = find(id);
        if (!order || order->state != "open")
            return false;
        pqxx::work tx(conn_);
        const pqxx::result res = tx.exec_params(
            "UPDATE orders SET state = 'cancelled', version = version + 1 "
            "WHERE id = $1 AND version = $2",
            order->id, order->version);
        if (res.affected_rows() != 1)
            return false;
        tx.commit();
        return true;
    }

    void ship(std::int64_t id) {
        pqxx::work tx(conn_);
        const auto rows = tx.exec_params_n(1,
            "UPDATE orders SET state = 'shipped', version = version + 1 "
            "WHERE id = $1 AND state = 'packed' RETURNING version", id);
        tx.exec_params0("INSERT INTO audit(order_id, version, what) VALUES ($1, $2, 'ship')",
                        id, rows[0][0].as<std::int64_t>());
        tx.commit();
    }

private:
    pqxx::connection& conn_;
};

}  // namespace warehouse
