// RUN: %tocsin %s
// STD: c++20
// Regression: images are numbered; older numbers are collected. Varied is what is known about readers.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Image {
    std::uint64_t generation = 0;
    int readers = 0;
    bool retired = false;
    fs::path path;
};

class ImageStore {
public:
    using Entry = std::shared_ptr<Image>;

    Entry open(const std::string& name) {
        std::lock_guard lk(mu_);
        auto it = images_.find(name);
        if (it == images_.end() || it->second->retired) return nullptr;
        ++it->second->readers;
        active_.insert({it->second->generation, name});
        return it->second;
    }
    void close(const Entry& e) {
        std::lock_guard lk(mu_);
        --e->readers;
        if (auto it = active_.find(e->generation); it != active_.end()) active_.erase(it);
    }

    void collect_older(std::uint64_t current) {
        std::lock_guard lk(mu_);
        for (auto& [name, e] : images_)
            if (e->generation < current) fs::remove(e->path); // EXPECT: timestamp-cleanup
    }
    void collect_older_unread(std::uint64_t current) {
        std::lock_guard lk(mu_);
        for (auto& [name, e] : images_) {
            if (e->generation >= current || e->readers != 0) continue;
            e->retired = true;
            fs::remove(e->path);
        }
    }
    void collect_below_oldest_reader() {
        std::lock_guard lk(mu_);
        if (active_.empty()) return;
        const auto oldest_active = active_.begin()->first;
        for (auto& [name, e] : images_) {
            if (e->generation >= oldest_active) continue;
            e->retired = true;
            fs::remove(e->path);
        }
    }

    void keep_newest(std::size_t keep) {
        std::lock_guard lk(mu_);
        auto all = by_generation();
        for (std::size_t i = keep; i < all.size(); ++i) fs::remove(all[i]->path); // EXPECT: timestamp-cleanup
    }
    void keep_newest_and_read(std::size_t keep) {
        std::lock_guard lk(mu_);
        auto all = by_generation();
        for (std::size_t i = keep; i < all.size(); ++i) {
            if (all[i]->readers > 0) continue;
            all[i]->retired = true;
            fs::remove(all[i]->path);
        }
    }

    void collect_unlocked(const std::string& name, std::uint64_t current) {
        std::unique_lock lk(mu_);
        auto it = images_.find(name);
        if (it == images_.end() || it->second->generation >= current || it->second->readers != 0) return;
        const Entry victim = it->second;
        lk.unlock();
        fs::remove(victim->path); // EXPECT: timestamp-cleanup
    }
    void collect_retired_first(const std::string& name, std::uint64_t current) {
        std::unique_lock lk(mu_);
        auto it = images_.find(name);
        if (it == images_.end() || it->second->generation >= current || it->second->readers != 0) return;
        const Entry victim = it->second;
        victim->retired = true;
        lk.unlock();
        fs::remove(victim->path);
    }

    void collect_shared(std::uint64_t current) {
        std::lock_guard lk(mu_);
        std::erase_if(images_, [&](const auto& kv) { return kv.second->generation < current; });
    }
    void collect_counted_aloud(std::uint64_t current) {
        std::lock_guard lk(mu_);
        for (auto& [name, e] : images_) {
            if (e->generation >= current) continue;
            if (e.use_count() > 1) std::fprintf(stderr, "%s: %ld holders\n", name.c_str(), e.use_count() - 1);
            fs::remove(e->path); // EXPECT: timestamp-cleanup
        }
    }
    void collect_unshared(std::uint64_t current) {
        std::lock_guard lk(mu_);
        for (auto it = images_.begin(); it != images_.end();) {
            const bool gone = it->second->generation < current && it->second.use_count() == 1;
            if (gone) fs::remove(it->second->path);
            it = gone ? images_.erase(it) : std::next(it);
        }
    }

private:
    std::vector<Entry> by_generation() const {
        std::vector<Entry> all;
        for (const auto& [name, e] : images_) all.push_back(e);
        std::ranges::sort(all, [](const Entry& a, const Entry& b) { return a->generation > b->generation; });
        return all;
    }
    std::mutex mu_;
    std::map<std::string, Entry> images_;
    std::multimap<std::uint64_t, std::string> active_;
};

void drive(ImageStore& s) {
    std::jthread reader([&s] { if (auto e = s.open("root")) s.close(e); });
    std::jthread collector([&s] { s.collect_older(7), s.collect_unlocked("root", 7), s.keep_newest(3); });
}
