// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Warehouse: reservation of stock units for picking.
#include <pqxx/pqxx>

#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace warehouse {

struct Line {
    int article;
    int quantity;
};

class Stock {
public:
    explicit Stock(const std::string& dsn) : conn_(dsn) {}

    // Takes goods off the shelf; returns what could not be served.
    int pick(const Line& line)
    {
        pqxx::nontransaction q(conn_);
        pqxx::result r = q.exec_params(
            "SELECT on_hand FROM stock WHERE article_id = $1", line.article);
        if (r.empty())
            return line.quantity;

        int onHand = r[0]["on_hand"].as<int>();
        const int served = onHand < line.quantity ? onHand : line.quantity;
        if (served == 0)
            return line.quantity;
        onHand -= served;
        q.exec_params("UPDATE stock SET on_hand = $1, moved_at = now() WHERE article_id = $2", // EXPECT: sql-lost-update
                      onHand, line.article);
        return line.quantity - served;
    }

    // Reservations have to be all or nothing.
    bool reserve(const std::vector<Line>& lines)
    {
        pqxx::work tx(conn_);
        for (const Line& l : lines) {
            pqxx::result r = tx.exec_params(
                "SELECT on_hand, reserved FROM stock WHERE article_id = $1 FOR UPDATE", l.article);
            if (r.empty())
                return false;
            const int onHand = r[0][0].as<int>();
            const int reserved = r[0][1].as<int>();
            if (onHand - reserved < l.quantity)
                return false;
            tx.exec_params0("UPDATE stock SET reserved = $1 WHERE article_id = $2",
                            reserved + l.quantity, l.article);
        }
        tx.commit();
        return true;
    }

    // Inventory taking: the counted figure replaces the computed one.
    void recount(int article, int counted)
    {
        pqxx::work tx(conn_);
        pqxx::result before = tx.exec_params(
            "SELECT on_hand FROM stock WHERE article_id = $1", article);
        if (!before.empty())
            std::clog << "recount " << article << ": " << before[0][0].as<int>() << " -> "
                      << counted << '\n';
        tx.exec_params0("UPDATE stock SET on_hand = $1 WHERE article_id = $2", counted, article);
        tx.commit();
    }

    // Damaged goods are written off one by one.
    bool writeOff(int article)
    {
        for (;;) {
            pqxx::nontransaction q(conn_);
            auto r = q.exec_params("SELECT on_hand FROM stock WHERE article_id = $1", article);
            if (r.empty() || r[0][0].as<int>() == 0)
                return false;
            const int seen = r[0][0].as<int>();
            auto done = q.exec_params(
                "UPDATE stock SET on_hand = $1 WHERE article_id = $2 AND on_hand = $3",
                seen - 1, article, seen);
            if (done.affected_rows() == 1)
                return true;
        }
    }

private:
    pqxx::connection conn_;
};

} // namespace warehouse

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    try {
        warehouse::Stock stock(argv[1]);
        int article, qty;
        while (std::cin >> article >> qty)
            if (int missing = stock.pick({article, qty}))
                std::cerr << "short by " << missing << '\n';
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
