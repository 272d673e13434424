// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Quota ledger on PostgreSQL via libpqxx.
#include <pqxx/pqxx>
#include <optional>
#include <string>

class QuotaLedger {
public:
    explicit QuotaLedger(pqxx::connection& db) : db_(db) {}

    bool consume(const std::string& tenant, long units) {
        pqxx::work tx(db_);
        const pqxx::result r = tx.exec_params("SELECT used, cap FROM quotas WHERE tenant = $1 FOR UPDATE", tenant);
        if (r.empty())
            return false;
        const long used = r[0][0].as<long>();
        if (used + units > r[0][1].as<long>())
            return false;
        tx.exec_params("UPDATE quotas SET used = $1 WHERE tenant = $2", used + units, tenant);
        tx.commit();
        return true;
    }

    void refund(const std::string& tenant, long units) {
        pqxx::nontransaction tx(db_);
        tx.exec_params("UPDATE quotas SET used = used - $1 WHERE tenant = $2", units, tenant);
    }

    struct Row {
        std::string label;
        long cap;
        long version;
    };

    std::optional<Row> get(const std::string& tenant) {
        pqxx::nontransaction tx(db_);
        const pqxx::result r = tx.exec_params("SELECT label, cap, version FROM quotas WHERE tenant = $1", tenant);
        if (r.empty())
            return std::nullopt;
        return Row{r[0][0].as<std::string>(), r[0][1].as<long>(), r[0][2].as<long>()};
    }

    bool growCap(const std::string& tenant, double factor) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            const auto row = get(tenant);
            if (!row)
                return false;
            const long cap = static_cast<long>(static_cast<double>(row->cap) * factor);
            pqxx::nontransaction tx(db_);
            const pqxx::result r = tx.exec_params(
                "UPDATE quotas SET cap = $1, version = version + 1 WHERE tenant = $2 AND version = $3",
                cap, tenant, row->version);
            if (r.affected_rows() == 1)
                return true;
        }
        return false;
    }

    std::optional<long> relabel(const std::string& tenant, const std::string& label, long base_version) {
        pqxx::nontransaction tx(db_);
        const pqxx::result r = tx.exec_params(
            "UPDATE quotas SET label = $1, version = version + 1 WHERE tenant = $2 AND version = $3 RETURNING version",
            label, tenant, base_version);
        if (r.empty())
            return std::nullopt;
        return r[0][0].as<long>();
    }

    bool create(const std::string& tenant, long cap) {
        if (get(tenant))
            return false;
        pqxx::nontransaction tx(db_);
        const pqxx::result r = tx.exec_params(
            "INSERT INTO quotas(tenant, label, cap, used, version) VALUES($1, $1, $2, 0, 1) ON CONFLICT DO NOTHING",
            tenant, cap);
        return r.affected_rows() == 1;
    }

    void audit(const std::string& tenant) {
        const auto row = get(tenant);
        if (!row)
            return;
        pqxx::nontransaction tx(db_);
        tx.exec_params("INSERT INTO quota_audit(tenant, cap) VALUES($1, $2)", tenant, row->cap);
    }

private:
    pqxx::connection& db_;
};
