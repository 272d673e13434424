// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Document repository of the contract editor, MariaDB back end.
#include <mariadb/mysql.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

namespace contracts {

struct Contract {
    uint64_t id = 0;
    std::string body;
    uint64_t revision = 0;
    int64_t amount = 0;
};

struct DbError : std::runtime_error {
    explicit DbError(MYSQL* m) : std::runtime_error(mysql_error(m)) {}
};

class Transaction {
public:
    explicit Transaction(MYSQL* m) : m_(m) {
        if (mysql_query(m_, "START TRANSACTION") != 0) throw DbError(m_);
    }
    ~Transaction() {
        if (!done_) mysql_rollback(m_);
    }
    void commit() {
        if (mysql_commit(m_)) throw DbError(m_);
        done_ = true;
    }

private:
    MYSQL* m_;
    bool done_ = false;
};

class ContractRepository {
public:
    explicit ContractRepository(const char* host) : m_(mysql_init(nullptr)) {
        if (!mysql_real_connect(m_, host, "contracts", nullptr, "contracts", 0, nullptr, CLIENT_FOUND_ROWS)) throw DbError(m_);
    }
    ~ContractRepository() { mysql_close(m_); }

    std::optional<Contract> find(uint64_t id) {
        return load("SELECT body, revision, amount FROM contract WHERE id = " + std::to_string(id), id);
    }

    // True when the stored revision was still the one in c.
    bool save(const Contract& c) {
        std::ostringstream sql;
        sql << "UPDATE contract SET body = '" << escape(c.body) << "', revision = " << c.revision + 1
            << " WHERE id = " << c.id << " AND revision = " << c.revision;
        return execute(sql.str()) == 1;
    }

    bool appendClause(uint64_t id, const std::string& clause) {
        for (int i = 0; i < 5; ++i) {
            auto c = find(id);
            if (!c) return false;
            c->body += "\n" + clause;
            if (save(*c)) return true;
        }
        return false;
    }

    void applyDiscount(uint64_t id, int percent) {
        Transaction tx(m_);
        auto c = load("SELECT body, revision, amount FROM contract WHERE id = " + std::to_string(id) + " FOR UPDATE", id);
        if (!c) return;
        int64_t amount = c->amount - c->amount * percent / 100;
        execute("UPDATE contract SET amount = " + std::to_string(amount) + " WHERE id = " + std::to_string(id));
        tx.commit();
    }

    bool create(uint64_t id) {
        if (find(id)) return false;
        return execute("INSERT IGNORE INTO contract (id, body, revision, amount) VALUES (" + std::to_string(id) +
                       ", '', 1, 0)") == 1;
    }

private:
    std::optional<Contract> load(const std::string& sql, uint64_t id) {
        if (mysql_query(m_, sql.c_str()) != 0) throw DbError(m_);
        std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> res(mysql_store_result(m_), mysql_free_result);
        if (!res) throw DbError(m_);
        MYSQL_ROW row = mysql_fetch_row(res.get());
        if (!row) return std::nullopt;
        return Contract{id, row[0] ? row[0] : "", std::strtoull(row[1], nullptr, 10), std::strtoll(row[2], nullptr, 10)};
    }

    uint64_t execute(const std::string& sql) {
        if (mysql_real_query(m_, sql.data(), sql.size()) != 0) throw DbError(m_);
        return mysql_affected_rows(m_);
    }

    std::string escape(const std::string& s) {
        std::string out(s.size() * 2 + 1, '\0');
        out.resize(mysql_real_escape_string(m_, out.data(), s.data(), s.size()));
        return out;
    }

    MYSQL* m_;
};

}  // namespace contracts
