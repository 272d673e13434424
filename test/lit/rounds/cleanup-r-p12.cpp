// RUN: %tocsin %s
// STD: c++20
// Staging area of the package mirror on an NFS export.  The upload frontend
// renames complete directories into place; this server then publishes them.
#include <cstdint>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace mirror {

class Staging {
public:
    explicit Staging(std::string root) : root_(std::move(root)) {}

    bool begin_publish(const std::string &name) {
        std::lock_guard lk(mu_);
        struct stat st{};
        if (::stat(path(name).c_str(), &st) != 0) return false;
        return publishing_.insert(name).second;
    }

    void end_publish(const std::string &name) {
        std::lock_guard lk(mu_);
        publishing_.erase(name);
    }

    unsigned prune_uploads(std::uint64_t max_age_sec) {
        unsigned pruned = 0;
        std::lock_guard lk(mu_);
        for (const std::string &name : entries(".upload")) {
            struct stat st{};
            if (::stat(path(name).c_str(), &st) != 0) continue;
            if (publishing_.contains(name)) continue;
            const std::uint64_t age = static_cast<std::uint64_t>(::time(nullptr)) -
                                      static_cast<std::uint64_t>(st.st_mtime);
            if (age < max_age_sec) continue; // EXPECT: unsigned-age
            pruned += discard(name);
        }
        return pruned;
    }

    unsigned prune_rejects(std::int64_t max_age_sec) {
        unsigned pruned = 0;
        std::lock_guard lk(mu_);
        for (const std::string &name : entries(".reject")) {
            struct stat st{};
            if (::stat(path(name).c_str(), &st) != 0 || publishing_.contains(name)) continue;
            const auto age = static_cast<std::int64_t>(::time(nullptr)) - st.st_mtime;
            if (age > max_age_sec) pruned += discard(name);
        }
        return pruned;
    }

    unsigned prune_deltas(std::uint64_t max_age_sec, std::uint64_t hard_limit_sec) {
        unsigned pruned = 0;
        std::lock_guard lk(mu_);
        const auto now = static_cast<std::uint64_t>(::time(nullptr));
        for (const std::string &name : entries(".delta")) {
            struct stat st{};
            if (::stat(path(name).c_str(), &st) != 0) continue;
            const auto written = static_cast<std::uint64_t>(st.st_mtime);
            const std::uint64_t age = now > written ? now - written : 0;
            if (age < max_age_sec) continue;
            if (publishing_.contains(name) && age < hard_limit_sec) continue;
            pruned += discard(name); // EXPECT: timestamp-cleanup
        }
        return pruned;
    }

private:
    std::string path(std::string_view name) const { return root_ + "/" + std::string(name); }

    std::vector<std::string> entries(std::string_view suffix) const {
        std::vector<std::string> out;
        if (DIR *d = ::opendir(root_.c_str())) {
            while (const dirent *de = ::readdir(d))
                if (std::string_view n = de->d_name; n.ends_with(suffix)) out.emplace_back(n);
            ::closedir(d);
        }
        return out;
    }

    unsigned discard(const std::string &name) {
        std::error_code ec;
        std::filesystem::remove_all(path(name), ec);
        if (ec) {
            std::clog << name << ": " << ec.message() << '\n';
            return 0;
        }
        return 1;
    }

    const std::string root_;
    std::mutex mu_;
    std::set<std::string> publishing_;
};

}  // namespace mirror

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    mirror::Staging staging(argv[1]);
    std::jthread pruner([&](std::stop_token st) {
        while (!st.stop_requested()) {
            const unsigned n = staging.prune_uploads(86400) + staging.prune_rejects(7 * 86400) +
                               staging.prune_deltas(3600, 6 * 3600);
            if (n) std::clog << n << " staged entries pruned\n";
            std::this_thread::sleep_for(std::chrono::minutes(5));
        }
    });
    for (std::string name; std::getline(std::cin, name);) {
        if (!staging.begin_publish(name)) continue;
        std::cout << "publishing " << name << '\n';
        staging.end_publish(name);
    }
}
