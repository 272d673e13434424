// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Subscription billing on PostgreSQL through libpqxx.
#include <pqxx/pqxx>
#include <algorithm>
#include <optional>
#include <string>

namespace billing {

using SerializableTx = pqxx::transaction<pqxx::serializable>;

class Subscriptions {
public:
    explicit Subscriptions(pqxx::connection& c) : conn_(c) {}

    // Serialisation failures surface as an exception and the caller repeats.
    bool charge(long customer, long cents)
    {
        for (int i = 0; i < 5; ++i) {
            try {
                SerializableTx tx(conn_);
                const auto row = tx.exec_params1("SELECT balance FROM wallet WHERE customer = $1", customer);
                const long balance = row[0].as<long>();
                if (balance < cents)
                    return false;
                tx.exec_params0("UPDATE wallet SET balance = $1 WHERE customer = $2", balance - cents, customer);
                tx.commit();
                return true;
            } catch (const pqxx::serialization_failure&) {
                continue;
            }
        }
        return false;
    }

    long creditTo(long customer, long cents)
    {
        pqxx::work tx(conn_);
        const auto row = tx.exec_params1(
            "UPDATE wallet SET balance = balance + $1 WHERE customer = $2 RETURNING balance", cents, customer);
        tx.commit();
        return row[0].as<long>();
    }

    bool upgrade(long sub, const std::string& plan)
    {
        pqxx::work tx(conn_);
        const auto found = tx.exec_params("SELECT plan, revision FROM subscription WHERE id = $1", sub);
        if (found.empty())
            return false;
        const long revision = found[0][1].as<long>();
        const auto res = tx.exec_params(
            "UPDATE subscription SET plan = $1, revision = revision + 1 WHERE id = $2 AND revision = $3",
            plan, sub, revision);
        if (res.affected_rows() == 0)
            return false;
        tx.commit();
        return true;
    }

    bool subscribe(long customer, const std::string& plan)
    {
        pqxx::work tx(conn_);
        const auto dup = tx.exec_params("SELECT 1 FROM subscription WHERE customer = $1", customer);
        if (!dup.empty())
            return false;
        try {
            tx.exec_params0("INSERT INTO subscription (customer, plan, revision) VALUES ($1, $2, 1)",
                            customer, plan);
            tx.commit();
        } catch (const pqxx::unique_violation&) {
            return false;
        }
        return true;
    }

    // the invoice shows what the wallet held; nothing goes back to the wallet
    void invoice(long customer, const std::string& month)
    {
        pqxx::work tx(conn_);
        const auto row = tx.exec_params1("SELECT balance FROM wallet WHERE customer = $1", customer);
        const long due = std::max(0L, -row[0].as<long>());
        tx.exec_params0("INSERT INTO invoice (customer, month, due) VALUES ($1, $2, $3) "
                        "ON CONFLICT (customer, month) DO UPDATE SET due = EXCLUDED.due",
                        customer, month, due);
        tx.commit();
    }

private:
    pqxx::connection& conn_;
};

} // namespace billing
