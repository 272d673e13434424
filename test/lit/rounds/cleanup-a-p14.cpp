// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

class CheckpointSet {
public:
    struct Checkpoint {
        fs::path dir;
        Steady::time_point sealed;
        unsigned readers = 0;
        bool on_disk = true;
    };

    explicit CheckpointSet(fs::path root) : root_(std::move(root)) {}

    std::uint64_t seal() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto seq = ++seq_;
        Checkpoint cp;
        cp.dir = root_ / ("cp." + std::to_string(seq));
        cp.sealed = Steady::now();
        set_.emplace(seq, std::move(cp));
        return seq;
    }

    std::optional<fs::path> attach(std::uint64_t seq) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = set_.find(seq);
        if (it == set_.end() || !it->second.on_disk)
            return std::nullopt;
        it->second.readers++;
        return it->second.dir;
    }

    void detach(std::uint64_t seq) {
        std::lock_guard<std::mutex> lk(mu_);
        set_.at(seq).readers--;
    }

    std::size_t shrink(std::chrono::minutes keep) {
        std::vector<std::pair<std::uint64_t, fs::path>> victims;
        {
            std::lock_guard<std::mutex> lk(mu_);
            const auto now = Steady::now();
            for (const auto& [seq, cp] : set_) {
                if (cp.on_disk && cp.readers == 0 && now - cp.sealed > keep)
                    victims.emplace_back(seq, cp.dir);
            }
        }
        std::size_t done = 0;
        for (const auto& [seq, dir] : victims) {
            std::error_code ec;
            fs::remove_all(dir, ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::cerr << dir << ": " << ec.message() << '\n';
                continue;
            }
            std::lock_guard<std::mutex> lk(mu_);
            set_.at(seq).on_disk = false;
            ++done;
        }
        return done;
    }

private:
    fs::path root_;
    std::mutex mu_;
    std::map<std::uint64_t, Checkpoint> set_;
    std::uint64_t seq_ = 0;
};

static void restore(CheckpointSet& cps, std::uint64_t seq) {
    if (auto dir = cps.attach(seq)) {
        for (const auto& f : fs::directory_iterator(*dir))
            std::cout << f.path() << '\n';
        cps.detach(seq);
    }
}

int main() {
    CheckpointSet cps("/var/lib/ledger/checkpoints");
    const auto seq = cps.seal();
    std::thread t(restore, std::ref(cps), seq);
    std::cout << cps.shrink(std::chrono::minutes(30)) << '\n';
    t.join();
}
