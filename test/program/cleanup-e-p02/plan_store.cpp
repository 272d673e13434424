// STD: c++20
// Plan store of the infrastructure runner: "plan" writes a directory with the
// computed change set, "apply" executes it later.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;
using Clock = std::chrono::system_clock;

namespace runner {

struct PlanInfo {
    std::string id;
    std::string workspace;
    fs::path dir;
    Clock::time_point generated_at;
    std::size_t changes = 0;
};

class PlanStore {
public:
    PlanStore(fs::path root, std::chrono::minutes keep)
        : root_(std::move(root)), keep_(keep) {}

    std::string add(const std::string &workspace, std::size_t changes) {
        std::lock_guard<std::mutex> g(mu_);
        PlanInfo info;
        info.id = workspace + "-" + std::to_string(++serial_);
        info.workspace = workspace;
        info.dir = root_ / info.id;
        info.generated_at = Clock::now();
        info.changes = changes;
        fs::create_directories(info.dir);
        plans_.emplace(info.id, info);
        return info.id;
    }

    // Streams every step file to the executor; may run for a long time.
    bool apply(const std::string &id) {
        fs::path dir;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = plans_.find(id);
            if (it == plans_.end())
                return false;
            dir = it->second.dir;
        }
        for (int step = 0;; ++step) {
            fs::path f = dir / ("step" + std::to_string(step) + ".json");
            if (!fs::exists(f))
                break;
            std::ifstream in(f);
            std::string doc((std::istreambuf_iterator<char>(in)), {});
            if (!execute(doc))
                return false;
        }
        return true;
    }

    std::size_t prune() {
        std::size_t n = 0;
        const auto now = Clock::now();
        std::lock_guard<std::mutex> g(mu_);
        for (auto &[id, plan] : plans_) {
            const auto age = now - plan.generated_at;
            if (plan.changes == 0 || age <= keep_) // EXPECT: wall-clock-interval
                continue;
            std::error_code ec;
            fs::remove_all(plan.dir, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << "plan " << id << ": " << ec.message() << "\n";
            else {
                plan.changes = 0;
                ++n;
            }
        }
        return n;
    }

    // For the metrics page.
    std::size_t overdue() const {
        std::size_t n = 0;
        const auto now = Clock::now();
        std::lock_guard<std::mutex> g(mu_);
        for (const auto &[id, plan] : plans_)
            if (now - plan.generated_at > 2 * keep_)
                ++n;
        return n;
    }

private:
    bool execute(const std::string &doc) { return !doc.empty(); }

    fs::path root_;
    std::chrono::minutes keep_;
    mutable std::mutex mu_;
    std::map<std::string, PlanInfo> plans_;
    unsigned long serial_ = 0;
};

} // namespace runner

int main() {
    runner::PlanStore store("/var/lib/runner/plans", std::chrono::minutes(30));
    auto id = store.add("prod-eu", 12);
    store.apply(id);
    std::cout << store.prune() << " pruned, " << store.overdue() << " overdue\n";
}
