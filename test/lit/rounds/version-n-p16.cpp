// RUN: %tocsin %s
// STD: c++20
// Job board of a render farm: versioned jobs, fenced results, settings pushed by the console.
#include <atomic>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace farm {

struct Job {
    std::string state = "queued";
    std::string note;
    std::uint64_t version = 1;
    std::uint64_t fence = 0;
};

struct StaleVersion : std::runtime_error {
    StaleVersion() : std::runtime_error("job changed") {}
};

class Board {
public:
    Job get(std::uint32_t id) const {
        std::lock_guard lk(mu_);
        return jobs_.at(id);
    }
    void add(std::uint32_t id) {
        std::lock_guard lk(mu_);
        jobs_.try_emplace(id);
    }

    // Throws StaleVersion when the job has moved on since the caller read it.
    void put(std::uint32_t id, Job job) {
        std::lock_guard lk(mu_);
        Job &cur = jobs_.at(id);
        require(cur, job.version);
        job.version = cur.version + 1;
        job.fence = cur.fence;
        cur = std::move(job);
    }

    // Reads hand out versions, so a caller's number is never above the current one.
    bool annotate(std::uint32_t id, const std::string &note, std::uint64_t seen_version) {
        std::lock_guard lk(mu_);
        Job &cur = jobs_.at(id);
        if (seen_version < cur.version) return false;
        cur.note = note;
        ++cur.version;
        return true;
    }

    // A result is taken from the newest holder of the job only.
    bool finish(std::uint32_t id, std::uint64_t fence) {
        std::lock_guard lk(mu_);
        Job &cur = jobs_.at(id);
        if (fence < cur.fence) return false;
        cur.fence = fence;
        cur.state = "done";
        ++cur.version;
        return true;
    }

    std::optional<std::uint64_t> lease(std::uint32_t id) {
        std::lock_guard lk(mu_);
        Job &cur = jobs_.at(id);
        if (cur.state == "done") return std::nullopt;
        cur.state = "running";
        ++cur.version;
        return ++cur.fence;
    }

    // The caller's version serves a quick answer; it is looked at again below.
    bool requeue(std::uint32_t id, std::uint64_t base_version) {
        if (get(id).version != base_version) return false;
        const std::string note = "requeued after version " + std::to_string(base_version);
        std::lock_guard lk(mu_);
        Job &cur = jobs_.at(id);
        if (!matches(cur, base_version)) return false;
        cur.state = "queued";
        cur.note = note;
        ++cur.version;
        return true;
    }

private:
    static bool matches(const Job &j, std::uint64_t v) { return j.version == v; }
    static void require(const Job &j, std::uint64_t v) {
        if (!matches(j, v)) throw StaleVersion();
    }

    mutable std::mutex mu_;
    std::map<std::uint32_t, Job> jobs_;
};

struct Settings {
    std::string quality = "draft";
    std::uint64_t format_version = 3;
};

class SettingsHolder {
public:
    std::shared_ptr<const Settings> snapshot() const {
        std::lock_guard lk(mu_);
        return cur_;
    }
    // The console always sends the complete set.
    void push(Settings s) {
        if (s.format_version != 3) throw std::invalid_argument("settings format");
        auto next = std::make_shared<const Settings>(std::move(s));
        std::lock_guard lk(mu_);
        cur_ = std::move(next);
    }

private:
    mutable std::mutex mu_;
    std::shared_ptr<const Settings> cur_ = std::make_shared<const Settings>();
};

std::atomic<int> g_mode{0};

void enter_drain() {
    int normal = 0;
    g_mode.compare_exchange_strong(normal, 1);
}

void work(Board &board, SettingsHolder &settings, std::uint32_t id) {
    const auto fence = board.lease(id);
    if (!fence) return;
    for (int tries = 0; tries < 5; ++tries) {
        Job j = board.get(id);
        j.note = settings.snapshot()->quality + ": " + j.note;
        try {
            board.put(id, std::move(j));
            break;
        } catch (const StaleVersion &) {
        }
    }
    const Job now = board.get(id);
    if (now.note.empty() && !board.requeue(id, now.version)) std::clog << id << ": moved on\n";
    if (!board.finish(id, *fence)) std::clog << id << ": another node has it\n";
    if (!board.annotate(id, "rendered", board.get(id).version)) std::clog << id << ": note not taken\n";
}

} // namespace farm

int main() {
    farm::Board board;
    farm::SettingsHolder settings;
    for (std::uint32_t i = 0; i < 100; ++i) board.add(i);
    std::vector<std::jthread> nodes;
    for (int n = 0; n < 4; ++n)
        nodes.emplace_back([&] {
            for (std::uint32_t i = 0; i < 100 && farm::g_mode == 0; ++i) farm::work(board, settings, i);
        });
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "drain") farm::enter_drain();
        else settings.push({line, 3});
    }
}
