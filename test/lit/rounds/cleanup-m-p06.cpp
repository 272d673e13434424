// RUN: %tocsin %s
// STD: c++20
// Table file deletion for the column store.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

namespace colstore {

struct Version {
    std::vector<std::uint64_t> files;
    int refs = 0;
};

class FileManager {
public:
    explicit FileManager(std::string dir) : dir_(std::move(dir)) {}

    // Numbers are never handed out twice.
    std::uint64_t beginOutput() {
        std::lock_guard<std::mutex> g(mu_);
        const std::uint64_t n = next_++;
        pending_.insert(n);
        return n;
    }

    void commit(std::unique_ptr<Version> v, std::uint64_t output) {
        std::lock_guard<std::mutex> g(mu_);
        v->refs = 1;
        if (!versions_.empty()) unrefLocked(versions_.back().get());
        versions_.push_back(std::move(v));
        pending_.erase(output);
    }

    Version* acquire() {
        std::lock_guard<std::mutex> g(mu_);
        if (versions_.empty()) return nullptr;
        ++versions_.back()->refs;
        return versions_.back().get();
    }

    void release(Version* v) {
        std::lock_guard<std::mutex> g(mu_);
        unrefLocked(v);
    }

    std::size_t purge(std::time_t grace) {
        std::vector<std::string> doomed;
        {
            std::lock_guard<std::mutex> g(mu_);
            std::set<std::uint64_t> live(pending_);
            for (const auto& v : versions_) live.insert(v->files.begin(), v->files.end());
            collect(live, std::time(nullptr) - grace, doomed);
        }
        // Slow disks: no lock while unlinking.
        std::size_t n = 0;
        for (const auto& name : doomed) {
            if (::unlink((dir_ + "/" + name).c_str()) == 0) ++n;
            else std::perror(name.c_str());
        }
        return n;
    }

private:
    static bool tableNumber(const char* name, std::uint64_t* out) {
        char* end = nullptr;
        *out = std::strtoull(name, &end, 10);
        return end != name && std::string(end) == ".col";
    }

    void collect(const std::set<std::uint64_t>& live, std::time_t cutoff, std::vector<std::string>& out) {
        DIR* d = ::opendir(dir_.c_str());
        if (!d) return;
        while (dirent* e = ::readdir(d)) {
            std::uint64_t num;
            if (!tableNumber(e->d_name, &num)) continue;
            bool keep = live.count(num) != 0;
            struct stat st;
            if (!keep && ::stat((dir_ + "/" + e->d_name).c_str(), &st) == 0) keep = st.st_mtime > cutoff;
            if (!keep) out.emplace_back(e->d_name);
        }
        ::closedir(d);
    }

    void unrefLocked(Version* v) {
        if (--v->refs > 0) return;
        versions_.remove_if([v](const std::unique_ptr<Version>& p) { return p.get() == v; });
    }

    std::mutex mu_;
    std::string dir_;
    std::uint64_t next_ = 1;
    std::set<std::uint64_t> pending_;
    std::list<std::unique_ptr<Version>> versions_;
};

}  // namespace colstore

int main() {
    colstore::FileManager fm("/var/lib/colstore/t1");
    auto out = fm.beginOutput();
    auto v = std::make_unique<colstore::Version>();
    v->files.push_back(out);
    fm.commit(std::move(v), out);
    std::printf("%zu purged\n", fm.purge(300));
}
