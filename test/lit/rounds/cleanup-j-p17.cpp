// RUN: %tocsin %s
// STD: c++20
// Query plan cache of the SQL front end.  Executors obtain a compiled plan by
// fingerprint and run it; DDL and the background trimmer discard plans.
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace sqlfe {

using Clock = std::chrono::steady_clock;

struct Operator {
    int kind;
    std::vector<std::uint8_t> code;
};

class CompiledPlan {
public:
    CompiledPlan(std::string text, std::vector<Operator> ops)
        : text_(std::move(text)), ops_(std::move(ops)), generated_(Clock::now()) {}

    Clock::time_point generationTime() const { return generated_; }
    const std::vector<Operator>& operators() const { return ops_; }
    const std::string& text() const { return text_; }

private:
    std::string text_;
    std::vector<Operator> ops_;
    Clock::time_point generated_;
};

class PlanCache {
public:
    explicit PlanCache(Clock::duration ttl) : ttl_(ttl) {}

    ~PlanCache() {
        for (auto& [fp, plan] : plans_)
            delete plan;
    }

    const CompiledPlan* find(std::uint64_t fingerprint) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = plans_.find(fingerprint);
        return it == plans_.end() ? nullptr : it->second;
    }

    void insert(std::uint64_t fingerprint, CompiledPlan* plan) {
        std::lock_guard<std::mutex> g(mu_);
        auto [it, fresh] = plans_.emplace(fingerprint, plan);
        if (!fresh)
            delete plan;
    }

    std::size_t trim() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        std::size_t dropped = 0;
        for (auto it = plans_.begin(); it != plans_.end();) {
            if (now - it->second->generationTime() <= ttl_) {
                ++it;
                continue;
            }
            delete it->second; // EXPECT: timestamp-cleanup
            it = plans_.erase(it);
            ++dropped;
        }
        return dropped;
    }

private:
    mutable std::mutex mu_;
    std::unordered_map<std::uint64_t, CompiledPlan*> plans_;
    Clock::duration ttl_;
};

std::size_t execute(const PlanCache& cache, std::uint64_t fingerprint) {
    const CompiledPlan* plan = cache.find(fingerprint);
    if (!plan)
        return 0;
    std::size_t work = 0;
    for (const auto& op : plan->operators())
        work += op.code.size();
    return work;
}

}  // namespace sqlfe
