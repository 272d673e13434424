// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Billing ledger: plans, prepaid credits and coupons.
#include <cstdint>
#include <pqxx/pqxx>
#include <stdexcept>
#include <string>
#include <utility>

namespace billing {

struct Plan {
    std::int64_t id;
    std::string title;
    std::int64_t price_cents;
    int version;
};

class StalePlan : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Ledger {
public:
    explicit Ledger(std::string dsn) : conn_(std::move(dsn)) {}

    Plan plan(std::int64_t id);
    bool rename_plan(const Plan &p, const std::string &title);
    void reprice_plan(const Plan &p, std::int64_t cents);
    int retitle_and_reload(const Plan &p, const std::string &title);

    bool spend(std::int64_t account, std::int64_t cents);
    bool spend_bonus(std::int64_t account, std::int64_t cents);
    void apply_interest(std::int64_t account, double rate);

    bool redeem(const std::string &coupon, std::int64_t account);
    bool redeem_gift(const std::string &gift, std::int64_t account);

private:
    static std::int64_t with_fee(std::int64_t balance, std::int64_t cents) {
        auto fee = cents / 100;
        return balance - cents - fee;
    }
    pqxx::connection conn_;
};

Plan Ledger::plan(std::int64_t id) {
    pqxx::work tx(conn_, "plan");
    auto row = tx.exec_params1("SELECT title, price_cents, version FROM plans WHERE id = $1", id);
    Plan p{id, row[0].as<std::string>(), row[1].as<std::int64_t>(), row[2].as<int>()};
    tx.commit();
    return p;
}

bool Ledger::rename_plan(const Plan &p, const std::string &title) {
    if (title.empty() || title == p.title)
        return false;
    pqxx::work tx(conn_, "rename_plan");
    tx.exec_params("UPDATE plans SET title = $1, version = version + 1 WHERE id = $2 AND version = $3", title, p.id, p.version); // EXPECT: ignored-conflict
    tx.exec_params("INSERT INTO audit(plan_id, what) VALUES ($1, 'rename')", p.id);
    tx.commit();
    return true;
}

void Ledger::reprice_plan(const Plan &p, std::int64_t cents) {
    pqxx::work tx(conn_, "reprice_plan");
    auto res = tx.exec_params(
        "UPDATE plans SET price_cents = $1, version = version + 1 "
        "WHERE id = $2 AND version = $3",
        cents, p.id, p.version);
    if (res.affected_rows() != 1)
        throw StalePlan("plan " + std::to_string(p.id) + " changed meanwhile");
    tx.commit();
}

// exec_params1 throws unexpected_rows when the predicate matched nothing.
int Ledger::retitle_and_reload(const Plan &p, const std::string &title) {
    pqxx::work tx(conn_, "retitle");
    auto row = tx.exec_params1(
        "UPDATE plans SET title = $1, version = version + 1 "
        "WHERE id = $2 AND version = $3 RETURNING version",
        title, p.id, p.version);
    int now = row[0].as<int>();
    tx.commit();
    return now;
}

bool Ledger::spend(std::int64_t account, std::int64_t cents) {
    pqxx::nontransaction tx(conn_, "spend");
    auto row = tx.exec_params1("SELECT balance, frozen FROM accounts WHERE id = $1", account);
    auto balance = row[0].as<std::int64_t>();
    if (row[1].as<bool>())
        return false;
    auto left = with_fee(balance, cents);
    if (left < 0)
        return false;
    tx.exec_params0("UPDATE accounts SET balance = $1 WHERE id = $2", left, account); // EXPECT: sql-lost-update
    return true;
}

bool Ledger::spend_bonus(std::int64_t account, std::int64_t cents) {
    pqxx::nontransaction tx(conn_, "spend_bonus");
    auto res = tx.exec_params(
        "UPDATE accounts SET bonus = bonus - $1 WHERE id = $2 AND bonus >= $1", cents, account);
    return res.affected_rows() == 1;
}

void Ledger::apply_interest(std::int64_t account, double rate) {
    pqxx::work tx(conn_, "interest");
    auto row = tx.exec_params1("SELECT savings FROM accounts WHERE id = $1 FOR UPDATE", account);
    auto grown = static_cast<std::int64_t>(row[0].as<double>() * (1.0 + rate));
    tx.exec_params0("UPDATE accounts SET savings = $1 WHERE id = $2", grown, account);
    tx.commit();
}

// redemptions has a generated primary key; one row per use.
bool Ledger::redeem(const std::string &coupon, std::int64_t account) {
    pqxx::nontransaction tx(conn_, "redeem");
    auto seen = tx.exec_params(
        "SELECT 1 FROM redemptions WHERE coupon = $1 AND account = $2", coupon, account);
    if (!seen.empty())
        return false;
    tx.exec_params0("INSERT INTO redemptions(coupon, account) VALUES ($1, $2)", coupon, account); // EXPECT: sql-lost-update
    return true;
}

bool Ledger::redeem_gift(const std::string &gift, std::int64_t account) {
    pqxx::nontransaction tx(conn_, "redeem_gift");
    auto seen = tx.exec_params("SELECT 1 FROM gifts WHERE code = $1", gift);
    if (!seen.empty())
        return false;
    auto res = tx.exec_params(
        "INSERT INTO gifts(code, account) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING", gift, account);
    return res.affected_rows() == 1;
}

} // namespace billing
