// RUN: %tocsin %s
// STD: c++20
// Table catalogue with DROP/UNDROP: tables are dropped logically first and removed from disk later.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace catalog {

using Clock = std::chrono::steady_clock;

class DataPart {
public:
    DataPart(std::filesystem::path p) : path_(std::move(p)), removed_at_(Clock::time_point::max()) {}
    const std::filesystem::path &path() const { return path_; }
    Clock::time_point removed_at() const { return removed_at_; }
    void mark_outdated() { removed_at_ = Clock::now(); }

private:
    std::filesystem::path path_;
    Clock::time_point removed_at_;
};

using PartPtr = std::shared_ptr<DataPart>;

class Table {
public:
    explicit Table(std::filesystem::path root) : root_(std::move(root)) {}

    PartPtr reader(const std::string &name) {
        std::lock_guard lk(parts_mu_);
        auto it = active_.find(name);
        return it == active_.end() ? nullptr : it->second;
    }

    void add(const std::string &name) {
        std::lock_guard lk(parts_mu_);
        active_[name] = std::make_shared<DataPart>(root_ / name);
    }

    void replace(const std::string &name) {
        std::lock_guard lk(parts_mu_);
        auto node = active_.extract(name);
        if (node.empty())
            return;
        node.mapped()->mark_outdated();
        outdated_.push_back(std::move(node.mapped()));
    }

    // Outdated parts leave the disk after the lifetime, and not while a query still has one.
    std::size_t clearOldParts(Clock::duration lifetime) {
        std::lock_guard lk(parts_mu_);
        std::size_t n = 0;
        for (auto it = outdated_.begin(); it != outdated_.end();) {
            const PartPtr &part = *it;
            if (part.use_count() != 1 || Clock::now() - part->removed_at() < lifetime) {
                ++it;
                continue;
            }
            std::error_code ec;
            std::filesystem::remove_all(part->path(), ec);
            it = outdated_.erase(it);
            ++n;
        }
        return n;
    }

private:
    std::filesystem::path root_;
    std::mutex parts_mu_;
    std::map<std::string, PartPtr> active_;
    std::vector<PartPtr> outdated_;
};

class Trash {
public:
    void drop(const std::string &table, std::filesystem::path dir) {
        std::lock_guard lk(mu_);
        dropped_[table] = {std::move(dir), Clock::now(), Clock::time_point{}};
    }

    bool peek(const std::string &table) {
        std::lock_guard lk(mu_);
        auto it = dropped_.find(table);
        if (it == dropped_.end())
            return false;
        ++it->second.attached;
        it->second.last_access = Clock::now();
        return true;
    }

    void done(const std::string &table) {
        std::lock_guard lk(mu_);
        if (auto it = dropped_.find(table); it != dropped_.end())
            --it->second.attached;
    }

    void purge(Clock::duration delay) {
        std::lock_guard lk(mu_);
        for (auto it = dropped_.begin(); it != dropped_.end();) {
            auto &d = it->second;
            const bool touched_since = d.last_access > d.dropped_at;
            if (touched_since || d.attached > 0 || Clock::now() - d.dropped_at < delay) {
                ++it;
                continue;
            }
            std::error_code ec;
            std::filesystem::remove_all(d.dir, ec);
            it = dropped_.erase(it);
        }
    }

private:
    struct Dropped {
        std::filesystem::path dir;
        Clock::time_point dropped_at;
        Clock::time_point last_access;
        int attached = 0;
    };
    std::mutex mu_;
    std::map<std::string, Dropped> dropped_;
};

} // namespace catalog

int main() {
    catalog::Table t("/var/lib/cat/data/t1");
    catalog::Trash trash;
    t.add("p_1_1");
    std::thread q([&] {
        if (auto p = t.reader("p_1_1"))
            std::cout << p->path() << '\n';
    });
    std::thread bg([&] {
        t.replace("p_1_1");
        std::cout << t.clearOldParts(std::chrono::minutes(8)) << '\n';
        trash.drop("t0", "/var/lib/cat/data/t0");
        if (trash.peek("t0"))
            trash.done("t0");
        trash.purge(std::chrono::minutes(8));
    });
    q.join();
    bg.join();
}
