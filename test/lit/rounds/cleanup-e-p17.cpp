// RUN: %tocsin %s
// STD: c++20
// File deletion step of the table store. Readers hold Version objects; flushes
// and compactions register their outputs before the manifest knows them.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <vector>

#include <dirent.h>

struct Version {
    std::vector<std::uint64_t> files;
};

class TableStore {
public:
    explicit TableStore(std::string dir) : dir_(std::move(dir)) {}

    std::shared_ptr<const Version> current() {
        std::lock_guard<std::mutex> l(mutex_);
        return versions_.empty() ? nullptr : versions_.back();
    }

    std::uint64_t newOutput() {
        std::lock_guard<std::mutex> l(mutex_);
        std::uint64_t n = nextFile_++;
        pendingOutputs_.insert(n);
        return n;
    }

    void install(std::shared_ptr<Version> v) {
        std::lock_guard<std::mutex> l(mutex_);
        for (auto n : v->files)
            pendingOutputs_.erase(n);
        versions_.push_back(std::move(v));
        for (auto it = versions_.begin(); it != std::prev(versions_.end());)
            it = it->use_count() == 1 ? versions_.erase(it) : std::next(it);
    }

    void removeObsolete(time_t minAge) {
        std::vector<std::string> doomed;
        {
            std::lock_guard<std::mutex> l(mutex_);
            std::set<std::uint64_t> live = pendingOutputs_;
            for (const auto &v : versions_)
                live.insert(v->files.begin(), v->files.end());
            for (const auto &name : children()) {
                std::uint64_t number = 0;
                bool keep = true;
                if (parse(name, &number)) {
                    keep = live.find(number) != live.end();
                    if (!keep) {
                        struct stat st;
                        std::string p = dir_ + "/" + name;
                        if (::stat(p.c_str(), &st) != 0 || time(nullptr) - st.st_mtime < minAge)
                            keep = true;
                    }
                }
                if (!keep)
                    doomed.push_back(name);
            }
        }
        for (const auto &name : doomed) {
            std::string p = dir_ + "/" + name;
            std::fprintf(stderr, "removing %s\n", p.c_str());
            if (::unlink(p.c_str()) != 0)
                std::perror(p.c_str());
        }
    }

private:
    std::vector<std::string> children() const {
        std::vector<std::string> out;
        if (DIR *d = ::opendir(dir_.c_str())) {
            while (dirent *e = ::readdir(d))
                out.emplace_back(e->d_name);
            ::closedir(d);
        }
        return out;
    }
    static bool parse(const std::string &name, std::uint64_t *n) {
        unsigned long long v;
        char tail[8];
        if (std::sscanf(name.c_str(), "%llu.%7s", &v, tail) != 2)
            return false;
        *n = v;
        return std::string(tail) == "tbl";
    }

    std::string dir_;
    std::mutex mutex_;
    std::uint64_t nextFile_ = 1;
    std::set<std::uint64_t> pendingOutputs_;
    std::list<std::shared_ptr<const Version>> versions_;
};

int main() {
    TableStore store("/var/lib/tstore");
    auto v = std::make_shared<Version>();
    v->files.push_back(store.newOutput());
    store.install(v);
    store.removeObsolete(60);
    return store.current() == nullptr;
}
