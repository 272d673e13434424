// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Prepaid credit of a hotspot gateway. captive-portal, radius bridge and the
// voucher importer are separate processes with the same database file.
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>

namespace hotspot {

class CreditDb {
public:
    explicit CreditDb(const std::string& file)
        : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 4000) {
        db_.exec("CREATE TABLE IF NOT EXISTS credit (mac TEXT PRIMARY KEY, seconds INTEGER, bytes INTEGER)");
        db_.exec("CREATE TABLE IF NOT EXISTS voucher (code TEXT PRIMARY KEY, seconds INTEGER, used INTEGER DEFAULT 0)");
    }

    // Interim accounting record from the access point.
    bool consume(const std::string& mac, int64_t seconds, int64_t bytes) {
        SQLite::Transaction tx(db_, SQLite::TransactionBehavior::IMMEDIATE);
        auto cur = load(mac);
        if (!cur) return false;
        int64_t left = cur->seconds - seconds;
        if (left < 0) left = 0;
        SQLite::Statement up(db_, "UPDATE credit SET seconds = ?, bytes = ? WHERE mac = ?");
        up.bind(1, left);
        up.bind(2, cur->bytes + bytes);
        up.bind(3, mac);
        up.exec();
        tx.commit();
        return left > 0;
    }

    bool redeem(const std::string& code, const std::string& mac) {
        SQLite::Transaction tx(db_, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement q(db_, "SELECT seconds FROM voucher WHERE code = ? AND used = 0");
        q.bind(1, code);
        if (!q.executeStep()) return false;
        const int64_t seconds = q.getColumn(0).getInt64();
        q.reset();

        SQLite::Statement use(db_, "UPDATE voucher SET used = 1 WHERE code = ?");
        use.bind(1, code);
        use.exec();

        if (auto cur = load(mac)) {
            SQLite::Statement up(db_, "UPDATE credit SET seconds = ? WHERE mac = ?");
            up.bind(1, cur->seconds + seconds);
            up.bind(2, mac);
            up.exec();
        } else {
            SQLite::Statement ins(db_, "INSERT INTO credit (mac, seconds, bytes) VALUES (?, ?, 0)");
            ins.bind(1, mac);
            ins.bind(2, seconds);
            ins.exec();
        }
        tx.commit();
        return true;
    }

    // Importer; a code that is known already stays as it is.
    int import(const std::string& code, int64_t seconds) {
        SQLite::Statement seen(db_, "SELECT COUNT(*) FROM voucher WHERE code = ?");
        seen.bind(1, code);
        if (seen.executeStep() && seen.getColumn(0).getInt() > 0) return 0;
        SQLite::Statement ins(db_, "INSERT OR IGNORE INTO voucher (code, seconds) VALUES (?, ?)");
        ins.bind(1, code);
        ins.bind(2, seconds);
        return ins.exec();
    }

private:
    struct Credit {
        int64_t seconds;
        int64_t bytes;
    };

    std::optional<Credit> load(const std::string& mac) {
        SQLite::Statement q(db_, "SELECT seconds, bytes FROM credit WHERE mac = ?");
        q.bind(1, mac);
        if (!q.executeStep()) return std::nullopt;
        return Credit{q.getColumn(0).getInt64(), q.getColumn(1).getInt64()};
    }

    SQLite::Database db_;
};

}  // namespace hotspot
