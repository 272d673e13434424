// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

// Builders claim an output tree for as long as they compile into it or link from it.
class ClaimTable {
public:
    std::mutex& mutex() { return mu_; }

    void claim(const std::string& target) {
        std::unique_lock<std::mutex> lk(mu_);
        freed_.wait(lk, [&] { return claimed_.count(target) == 0; });
        claimed_.insert(target);
    }

    void unclaim(const std::string& target) {
        {
            std::lock_guard<std::mutex> lk(mu_);
            claimed_.erase(target);
        }
        freed_.notify_all();
    }

    // Requires mutex().
    bool is_claimed(const std::string& target) const { return claimed_.count(target) != 0; }

private:
    std::mutex mu_;
    std::condition_variable freed_;
    std::set<std::string> claimed_;
};

class ArtifactCollector {
public:
    ArtifactCollector(fs::path out, ClaimTable& claims, std::chrono::hours keep)
        : out_(std::move(out)), claims_(claims), keep_(keep) {}

    std::size_t run() {
        std::size_t removed = 0;
        const auto cutoff = fs::file_time_type::clock::now() - keep_;
        std::error_code ec;
        std::vector<fs::path> trees;
        for (const auto& entry : fs::directory_iterator(out_, ec)) {
            if (entry.is_directory(ec))
                trees.push_back(entry.path());
        }
        for (const auto& tree : trees) {
            if (collect_one(tree, cutoff))
                ++removed;
        }
        return removed;
    }

private:
    bool collect_one(const fs::path& tree, fs::file_time_type cutoff) {
        std::lock_guard<std::mutex> lk(claims_.mutex());
        if (claims_.is_claimed(tree.filename().string()))
            return false;
        std::error_code ec;
        const auto built = fs::last_write_time(tree, ec);
        if (ec || built >= cutoff)
            return false;
        fs::remove_all(tree, ec);
        return !ec;
    }

    fs::path out_;
    ClaimTable& claims_;
    std::chrono::hours keep_;
};

static void build(ClaimTable& claims, const fs::path& out, const std::string& target) {
    claims.claim(target);
    std::error_code ec;
    fs::create_directories(out / target, ec);
    if (ec)
        std::cerr << target << ": " << ec.message() << '\n';
    claims.unclaim(target);
}

int main() {
    const fs::path out = "/var/cache/forge/out";
    ClaimTable claims;
    std::vector<std::thread> builders;
    for (const char* t : {"core", "net", "ui"})
        builders.emplace_back(build, std::ref(claims), out, std::string(t));
    ArtifactCollector gc(out, claims, std::chrono::hours(24 * 7));
    std::cout << "collected " << gc.run() << " trees\n";
    for (auto& b : builders)
        b.join();
}
