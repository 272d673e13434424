// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Catalogue statistics of the media server, kept in WiredTiger. All scanner
// threads have a session of their own.
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>

extern "C" {
#include <wiredtiger.h>
}

namespace media {

class Txn {
public:
    explicit Txn(WT_SESSION* s) : s_(s) {
        if (s_->begin_transaction(s_, "isolation=snapshot") != 0) throw std::runtime_error("begin_transaction");
    }
    ~Txn() {
        if (open_) s_->rollback_transaction(s_, nullptr);
    }
    int commit() {
        open_ = false;
        return s_->commit_transaction(s_, nullptr);
    }

private:
    WT_SESSION* s_;
    bool open_ = true;
};

class PlayCounts {
public:
    explicit PlayCounts(WT_SESSION* s) : s_(s) {
        if (s_->create(s_, kUri, "key_format=S,value_format=QQ") != 0 ||
            s_->open_cursor(s_, kUri, nullptr, nullptr, &cur_) != 0)
            throw std::runtime_error("open plays");
    }
    ~PlayCounts() { cur_->close(cur_); }

    void played(const std::string& track, uint64_t seconds) {
        for (;;) {
            const int rc = addOnce(track, seconds);
            if (rc == 0) return;
            if (rc != WT_ROLLBACK) throw std::runtime_error(wiredtiger_strerror(rc));
        }
    }

    // Merges the statistics of a duplicate into the track that is kept.
    bool merge(const std::string& keep, const std::string& duplicate) {
        for (int i = 0; i < 20; ++i) {
            Txn txn(s_);
            uint64_t a = 0, sa = 0, b = 0, sb = 0;
            int rc = find(keep, a, sa);
            if (rc == 0) rc = find(duplicate, b, sb);
            if (rc == WT_NOTFOUND) return false;
            if (rc == 0) rc = put(keep, a + b, sa + sb);
            if (rc == 0) {
                cur_->set_key(cur_, duplicate.c_str());
                rc = cur_->remove(cur_);
            }
            if (rc == 0) rc = txn.commit();
            if (rc == 0) return true;
            if (rc != WT_ROLLBACK) return false;
        }
        return false;
    }

private:
    int addOnce(const std::string& track, uint64_t seconds) {
        Txn txn(s_);
        uint64_t plays = 0, total = 0;
        int rc = find(track, plays, total);
        if (rc != 0 && rc != WT_NOTFOUND) return rc;
        rc = put(track, plays + 1, total + seconds);
        return rc != 0 ? rc : txn.commit();
    }

    int find(const std::string& track, uint64_t& plays, uint64_t& total) {
        cur_->set_key(cur_, track.c_str());
        const int rc = cur_->search(cur_);
        return rc != 0 ? rc : cur_->get_value(cur_, &plays, &total);
    }

    int put(const std::string& track, uint64_t plays, uint64_t total) {
        cur_->set_key(cur_, track.c_str());
        cur_->set_value(cur_, plays, total);
        return cur_->insert(cur_);
    }

    static constexpr const char* kUri = "table:plays";
    WT_SESSION* s_;
    WT_CURSOR* cur_ = nullptr;
};

}  // namespace media
