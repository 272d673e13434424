// RUN: %tocsin %s
// REQUIRES: sqlitecpp
// STD: c++20
// Playlist database of the media center (SQLiteCpp); the web UI and the player are two processes.
#include <SQLiteCpp/SQLiteCpp.h>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

class PlaylistStore {
public:
    struct Playlist {
        long id;
        std::string title;
        std::string tracks; // comma separated
        long rev;
    };

    explicit PlaylistStore(const std::string &file) : db_(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
        db_.setBusyTimeout(2000);
    }

    std::optional<Playlist> load(long id) {
        SQLite::Statement q(db_, "SELECT id, title, tracks, rev FROM playlist WHERE id = ?");
        q.bind(1, static_cast<int64_t>(id));
        if (!q.executeStep())
            return std::nullopt;
        return Playlist{q.getColumn(0).getInt64(), q.getColumn(1).getString(), q.getColumn(2).getString(),
                        q.getColumn(3).getInt64()};
    }

    bool append(long id, const std::string &track) {
        SQLite::Statement sel(db_, "SELECT tracks FROM playlist WHERE id = ?");
        sel.bind(1, static_cast<int64_t>(id));
        if (!sel.executeStep())
            return false;
        std::string tracks = sel.getColumn(0).getString();
        if (!tracks.empty())
            tracks += ',';
        tracks += track;
        sel.reset();
        SQLite::Statement upd(db_, "UPDATE playlist SET tracks = ? WHERE id = ?");
        upd.bind(1, tracks);
        upd.bind(2, static_cast<int64_t>(id));
        return upd.exec() == 1; // EXPECT: sql-lost-update
    }

    bool removeFirst(long id) {
        SQLite::Transaction tx(db_, SQLite::TransactionBehavior::IMMEDIATE);
        auto p = load(id);
        if (!p || p->tracks.empty())
            return false;
        const auto comma = p->tracks.find(',');
        const std::string rest = comma == std::string::npos ? "" : p->tracks.substr(comma + 1);
        SQLite::Statement upd(db_, "UPDATE playlist SET tracks = ? WHERE id = ?");
        upd.bind(1, rest);
        upd.bind(2, static_cast<int64_t>(id));
        upd.exec();
        tx.commit();
        return true;
    }

    // The form in the browser carries the revision it was filled from.
    void rename(const Playlist &p, const std::string &title) {
        SQLite::Statement upd(db_, "UPDATE playlist SET title = ?, rev = rev + 1 WHERE id = ? AND rev = ?");
        upd.bind(1, title);
        upd.bind(2, static_cast<int64_t>(p.id));
        upd.bind(3, static_cast<int64_t>(p.rev));
        upd.exec(); // EXPECT: ignored-conflict
        std::clog << "renamed " << p.id << " to " << title << '\n';
    }

    void replaceTracks(const Playlist &p, const std::string &tracks) {
        SQLite::Statement upd(db_, "UPDATE playlist SET tracks = ?, rev = rev + 1 WHERE id = ? AND rev = ?");
        upd.bind(1, tracks);
        upd.bind(2, static_cast<int64_t>(p.id));
        upd.bind(3, static_cast<int64_t>(p.rev));
        if (upd.exec() == 0)
            throw std::runtime_error("playlist was changed meanwhile");
    }

    void played(long id) {
        SQLite::Statement upd(db_, "UPDATE playlist SET plays = plays + 1 WHERE id = ?");
        upd.bind(1, static_cast<int64_t>(id));
        upd.exec();
    }

private:
    SQLite::Database db_;
};

int main(int argc, char **argv) try {
    PlaylistStore s(argc > 1 ? argv[1] : "media.db");
    if (auto p = s.load(1)) {
        s.rename(*p, "evening");
        s.replaceTracks(*p, "1,2,3");
    }
    s.append(1, "44");
    s.removeFirst(1);
    s.played(1);
} catch (const std::exception &e) {
    std::cerr << e.what() << '\n';
    return 1;
}
