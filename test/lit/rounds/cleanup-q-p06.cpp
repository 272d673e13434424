// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Retention jobs of the media ingest service; several ingest hosts share the database.
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <string>
#include <utility>
#include <sqlite3.h>

class Statement {
public:
    Statement(sqlite3* db, const char* sql) {
        if (sqlite3_prepare_v2(db, sql, -1, &st_, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db));
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(st_); }

    Statement& bind(int i, std::int64_t v) {
        sqlite3_bind_int64(st_, i, v);
        return *this;
    }
    Statement& bind(int i, const std::string& v) {
        sqlite3_bind_text(st_, i, v.c_str(), -1, SQLITE_TRANSIENT);
        return *this;
    }
    bool row() { return sqlite3_step(st_) == SQLITE_ROW; }
    bool run() { return sqlite3_step(st_) == SQLITE_DONE; }
    std::int64_t integer(int col) const { return sqlite3_column_int64(st_, col); }

private:
    sqlite3_stmt* st_ = nullptr;
};

class IngestStore {
public:
    explicit IngestStore(sqlite3* db, std::string host) : db_(db), host_(std::move(host)) {}

    // Takes the next upload for transcoding on this host.
    std::int64_t claim_upload() {
        Statement st(db_,
                     "UPDATE uploads SET state = 'transcoding', host = ?1 "
                     "WHERE id = (SELECT id FROM uploads WHERE state = 'queued' LIMIT 1) RETURNING id");
        st.bind(1, host_);
        return st.row() ? st.integer(0) : -1;
    }

    bool claim_clip(std::int64_t clip, std::int64_t until) {
        Statement st(db_,
                     "UPDATE clips SET lease_owner = ?1, lease_until = ?2 "
                     "WHERE id = ?3 AND lease_owner IS NULL");
        return st.bind(1, host_).bind(2, until).bind(3, clip).run() && sqlite3_changes(db_) == 1;
    }

    int purge_uploads(std::int64_t days) {
        const std::int64_t cutoff = static_cast<std::int64_t>(std::time(nullptr)) - days * 86400;
        Statement st(db_, "DELETE FROM uploads WHERE received_at < ?1");
        st.bind(1, cutoff);
        if (!st.run()) // EXPECT: timestamp-cleanup
            std::fprintf(stderr, "uploads: %s\n", sqlite3_errmsg(db_));
        return sqlite3_changes(db_);
    }

    int purge_finished_uploads(std::int64_t days) {
        const std::int64_t cutoff = static_cast<std::int64_t>(std::time(nullptr)) - days * 86400;
        Statement st(db_,
                     "DELETE FROM uploads WHERE received_at < ?1 "
                     "AND state IN ('published', 'rejected')");
        st.bind(1, cutoff);
        if (!st.run())
            std::fprintf(stderr, "uploads: %s\n", sqlite3_errmsg(db_));
        return sqlite3_changes(db_);
    }

    int purge_previews() {
        char* err = nullptr;
        const int rc = sqlite3_exec( // EXPECT: timestamp-cleanup
            db_,
            "DELETE FROM previews"
            " WHERE created < unixepoch('now', '-2 days')",
            nullptr, nullptr, &err);
        if (rc != SQLITE_OK) {
            std::fprintf(stderr, "previews: %s\n", err ? err : "?");
            sqlite3_free(err);
            return -1;
        }
        return sqlite3_changes(db_);
    }

    bool attach_viewer(std::int64_t preview, int delta) {
        Statement st(db_, "UPDATE previews SET viewers = viewers + ?1 WHERE id = ?2");
        return st.bind(1, delta).bind(2, preview).run();
    }

    int purge_clips() {
        char* err = nullptr;
        const int rc = sqlite3_exec(db_,
                                    "DELETE FROM clips"
                                    " WHERE created < unixepoch('now', '-30 days')"
                                    "   AND lease_owner IS NULL",
                                    nullptr, nullptr, &err);
        if (rc != SQLITE_OK) {
            std::fprintf(stderr, "clips: %s\n", err ? err : "?");
            sqlite3_free(err);
            return -1;
        }
        return sqlite3_changes(db_);
    }

private:
    sqlite3* db_;
    std::string host_;
};

int main(int argc, char** argv) {
    sqlite3* db = nullptr;
    if (sqlite3_open(argc > 1 ? argv[1] : "ingest.db", &db) != SQLITE_OK) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        sqlite3_close(db);
        return 1;
    }
    sqlite3_busy_timeout(db, 2000);
    try {
        IngestStore store(db, "ingest-3");
        if (store.claim_upload() >= 0 && store.attach_viewer(7, 1))
            store.claim_clip(7, static_cast<std::int64_t>(std::time(nullptr)) + 300);
        std::printf("%d %d %d %d\n", store.purge_finished_uploads(30), store.purge_uploads(90),
                    store.purge_previews(), store.purge_clips());
    } catch (const std::exception& e) {
        std::fprintf(stderr, "ingest: %s\n", e.what());
    }
    sqlite3_close(db);
}
