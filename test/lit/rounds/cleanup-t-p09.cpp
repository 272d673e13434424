// RUN: %tocsin %s
// STD: c++11
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unistd.h>
#include <vector>

namespace kvlog {

struct TableMeta {
    uint64_t number;
    std::chrono::steady_clock::time_point sealed;
};

class Version {
public:
    std::set<uint64_t> tables;
    int refs = 0;
};

class Store {
public:
    Store(const std::string& dir, std::chrono::minutes holdback) : dir_(dir), holdback_(holdback) {
        current_ = new Version;
        current_->refs = 1;
        versions_.insert(current_);
    }
    ~Store() {
        for (Version* v : versions_) delete v;
    }

    Version* ref() {
        std::lock_guard<std::mutex> l(mu_);
        ++current_->refs;
        return current_;
    }

    void unref(Version* v) {
        std::lock_guard<std::mutex> l(mu_);
        unrefLocked(v);
    }

    uint64_t beginOutput() {
        std::lock_guard<std::mutex> l(mu_);
        uint64_t n = next_++;
        pending_outputs_.insert(n);
        return n;
    }

    void install(uint64_t n) {
        std::lock_guard<std::mutex> l(mu_);
        Version* v = new Version(*current_);
        v->refs = 1;
        v->tables.insert(n);
        versions_.insert(v);
        Version* old = current_;
        current_ = v;
        unrefLocked(old);
        pending_outputs_.erase(n);
        TableMeta m = {n, std::chrono::steady_clock::now()};
        on_disk_[n] = m;
    }

    void retire(uint64_t n) {
        std::lock_guard<std::mutex> l(mu_);
        Version* v = new Version(*current_);
        v->refs = 1;
        v->tables.erase(n);
        versions_.insert(v);
        Version* old = current_;
        current_ = v;
        unrefLocked(old);
    }

    void removeObsoleteTables() {
        std::vector<std::string> files_to_delete;
        {
            std::lock_guard<std::mutex> l(mu_);
            std::set<uint64_t> live = pending_outputs_;
            for (Version* v : versions_) live.insert(v->tables.begin(), v->tables.end());
            const auto now = std::chrono::steady_clock::now();
            for (auto it = on_disk_.begin(); it != on_disk_.end();) {
                bool keep = live.count(it->first) != 0;
                if (now - it->second.sealed < holdback_) keep = true;
                if (keep) {
                    ++it;
                } else {
                    files_to_delete.push_back(tableName(it->first));
                    it = on_disk_.erase(it);
                }
            }
        }
        // Numbers are never used twice: nobody can make these live again.
        for (const std::string& f : files_to_delete) {
            if (::unlink(f.c_str()) != 0) std::perror(f.c_str());
        }
    }

private:
    void unrefLocked(Version* v) {
        if (--v->refs == 0) {
            versions_.erase(v);
            delete v;
        }
    }
    std::string tableName(uint64_t n) const {
        char buf[32];
        std::snprintf(buf, sizeof buf, "/%06llu.tbl", static_cast<unsigned long long>(n));
        return dir_ + buf;
    }

    const std::string dir_;
    const std::chrono::minutes holdback_;
    std::mutex mu_;
    uint64_t next_ = 1;
    Version* current_ = nullptr;
    std::set<Version*> versions_;
    std::set<uint64_t> pending_outputs_;
    std::map<uint64_t, TableMeta> on_disk_;
};

}  // namespace kvlog
