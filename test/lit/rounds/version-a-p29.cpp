// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Inventory of a warehouse kiosk; the kiosk and the sync daemon open the same file.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <optional>
#include <string>

class Inventory {
public:
    explicit Inventory(const std::string& file)
        : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 3000) {
        db_.exec("CREATE TABLE IF NOT EXISTS items(sku TEXT PRIMARY KEY, qty INTEGER, note TEXT, version INTEGER)");
    }

    struct Item {
        int qty;
        std::string note;
        long long version;
    };

    std::optional<Item> find(const std::string& sku) {
        SQLite::Statement q(db_, "SELECT qty, note, version FROM items WHERE sku = ?");
        q.bind(1, sku);
        if (!q.executeStep())
            return std::nullopt;
        return Item{q.getColumn(0).getInt(), q.getColumn(1).getString(), q.getColumn(2).getInt64()};
    }

    bool pick(const std::string& sku, int n) {
        SQLite::Statement u(db_, "UPDATE items SET qty = qty - ?1 WHERE sku = ?2 AND qty >= ?1");
        u.bind(1, n);
        u.bind(2, sku);
        return u.exec() == 1;
    }

    bool splitPallet(const std::string& sku, int factor) {
        SQLite::Transaction tx(db_);
        const auto item = find(sku);
        if (!item)
            return false;
        SQLite::Statement u(db_, "UPDATE items SET qty = ? WHERE sku = ?");
        u.bind(1, item->qty * factor);
        u.bind(2, sku);
        if (u.exec() != 1)
            return false;
        tx.commit();
        return true;
    }

    bool annotate(const std::string& sku, const std::string& text) {
        for (int i = 0; i < 5; ++i) {
            const auto item = find(sku);
            if (!item)
                return false;
            SQLite::Statement u(db_, "UPDATE items SET note = ?, version = version + 1 WHERE sku = ? AND version = ?");
            u.bind(1, item->note + "\n" + text);
            u.bind(2, sku);
            u.bind(3, static_cast<int64_t>(item->version));
            if (u.exec() == 1)
                return true;
        }
        return false;
    }

    bool saveNote(const std::string& sku, const std::string& note, long long base_version) {
        SQLite::Statement u(db_, "UPDATE items SET note = ?, version = version + 1 WHERE sku = ? AND version = ?");
        u.bind(1, note);
        u.bind(2, sku);
        u.bind(3, static_cast<int64_t>(base_version));
        u.exec();
        return db_.getChanges() == 1;
    }

    bool add(const std::string& sku, int qty) {
        if (find(sku))
            return false;
        SQLite::Statement ins(db_, "INSERT OR IGNORE INTO items(sku, qty, note, version) VALUES(?, ?, '', 1)");
        ins.bind(1, sku);
        ins.bind(2, qty);
        return ins.exec() == 1;
    }

    void recount(const std::string& sku, int counted) {
        SQLite::Statement u(db_, "UPDATE items SET qty = ? WHERE sku = ?");
        u.bind(1, counted);
        u.bind(2, sku);
        u.exec();
    }

private:
    SQLite::Database db_;
};

int main(int argc, char** argv) {
    Inventory inv("kiosk.db");
    if (argc < 2)
        return 2;
    const std::string sku = argv[1];
    if (!inv.add(sku, 10) && !inv.find(sku))
        return 1;
    if (!inv.pick(sku, 1) || !inv.splitPallet(sku, 2) || !inv.annotate(sku, "picked"))
        return 1;
    const auto item = inv.find(sku);
    return item && inv.saveNote(sku, "done", item->version) ? 0 : 1;
}
