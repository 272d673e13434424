// RUN: %tocsin %s
// REQUIRES: sqlitecpp
// STD: c++20
// Podcast client library: one SQLite file, opened by the UI process and the sync agent.
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace pod {

struct Episode {
    int64_t id;
    int64_t positionMs;
    int plays;
    int rev;
};

class Library {
public:
    explicit Library(const std::string &file)
        : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
    {
        db_.setBusyTimeout(3000);
        db_.exec("CREATE TABLE IF NOT EXISTS episode (id INTEGER PRIMARY KEY, guid TEXT UNIQUE, "
                 "position INTEGER, plays INTEGER, rev INTEGER DEFAULT 0)");
    }

    std::optional<Episode> episode(int64_t id)
    {
        SQLite::Statement q(db_, "SELECT id, position, plays, rev FROM episode WHERE id = ?");
        q.bind(1, id);
        if (!q.executeStep())
            return std::nullopt;
        return Episode{q.getColumn(0).getInt64(), q.getColumn(1).getInt64(), q.getColumn(2).getInt(), q.getColumn(3).getInt()};
    }

    // Sync: keep the further of the two positions, count a play when the end was crossed.
    bool mergePosition(int64_t id, int64_t remoteMs, int64_t durationMs)
    {
        SQLite::Transaction tx(db_, SQLite::TransactionBehavior::IMMEDIATE);
        auto e = episode(id);
        if (!e)
            return false;
        int64_t pos = remoteMs > e->positionMs ? remoteMs : e->positionMs;
        int plays = e->plays;
        if (pos >= durationMs) {
            pos = 0;
            ++plays;
        }
        SQLite::Statement u(db_, "UPDATE episode SET position = ?, plays = ?, rev = rev + 1 WHERE id = ?");
        u.bind(1, pos);
        u.bind(2, plays);
        u.bind(3, id);
        u.exec();
        tx.commit();
        return true;
    }

    bool rewind(int64_t id, int64_t byMs)
    {
        for (int i = 0; i < 3; ++i) {
            auto e = episode(id);
            if (!e)
                return false;
            int64_t pos = e->positionMs > byMs ? e->positionMs - byMs : 0;
            SQLite::Statement u(db_, "UPDATE episode SET position = ?, rev = rev + 1 WHERE id = ? AND rev = ?");
            u.bind(1, pos);
            u.bind(2, id);
            u.bind(3, e->rev);
            if (u.exec() == 1)
                return true;
        }
        return false;
    }

    // Returns true when the episode is new.
    bool discover(const std::string &guid)
    {
        SQLite::Statement known(db_, "SELECT id FROM episode WHERE guid = ?");
        known.bind(1, guid);
        if (known.executeStep())
            return false;
        SQLite::Statement ins(db_, "INSERT INTO episode (guid, position, plays) VALUES (?, 0, 0) ON CONFLICT(guid) DO NOTHING");
        ins.bind(1, guid);
        return ins.exec() == 1;
    }

    // Copies the state to the backup table; the episode row stays as it is.
    void remember(int64_t id)
    {
        auto e = episode(id);
        if (!e)
            return;
        SQLite::Statement s(db_, "INSERT OR REPLACE INTO episode_backup (id, position, plays) VALUES (?, ?, ?)");
        s.bind(1, id);
        s.bind(2, e->positionMs);
        s.bind(3, e->plays);
        s.exec();
    }

    void seekTo(int64_t id, int64_t ms)
    {
        if (auto e = episode(id))
            std::clog << "seek " << e->positionMs << " -> " << ms << '\n';
        SQLite::Statement u(db_, "UPDATE episode SET position = ?, rev = rev + 1 WHERE id = ?");
        u.bind(1, ms);
        u.bind(2, id);
        u.exec();
    }

private:
    SQLite::Database db_;
};

} // namespace pod
