// RUN: %tocsin %s
// STD: c++20
// Feature-flag evaluation cache. Evaluators and the config watcher run concurrently.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace flags {

struct CompiledRule {
    std::uint64_t generation;
    std::vector<std::string> clauses;

    bool matches(const std::string &subject) const {
        for (const auto &c : clauses)
            if (subject.find(c) != std::string::npos)
                return true;
        return false;
    }
};

// Internally synchronised; rules are handed out by pointer.
class RuleCache {
public:
    void put(const std::string &key, std::uint64_t generation, std::vector<std::string> clauses) {
        std::unique_lock lk(mu_);
        rules_[key] = new CompiledRule{generation, std::move(clauses)};
    }

    const CompiledRule *find(const std::string &key) const {
        std::shared_lock lk(mu_);
        auto it = rules_.find(key);
        return it == rules_.end() ? nullptr : it->second;
    }

    std::uint64_t generation(const std::string &key) const {
        std::shared_lock lk(mu_);
        auto it = rules_.find(key);
        return it == rules_.end() ? 0 : it->second->generation;
    }

    void erase(const std::string &key) {
        std::unique_lock lk(mu_);
        auto it = rules_.find(key);
        if (it == rules_.end())
            return;
        delete it->second;
        rules_.erase(it);
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, CompiledRule *> rules_;
};

class Evaluator {
public:
    explicit Evaluator(RuleCache &cache) : cache_(cache) {}

    bool enabled(const std::string &flag, const std::string &subject) const {
        const CompiledRule *rule = cache_.find(flag);
        return rule && rule->matches(subject);
    }

private:
    RuleCache &cache_;
};

class ConfigWatcher {
public:
    explicit ConfigWatcher(RuleCache &cache) : cache_(cache) {}

    void onGeneration(const std::vector<std::string> &keys, std::uint64_t generation) {
        for (const auto &key : keys) {
            if (cache_.generation(key) < generation)
                cache_.erase(key); // EXPECT: timestamp-cleanup
        }
        seen_.store(generation, std::memory_order_release);
    }

    std::uint64_t seen() const { return seen_.load(std::memory_order_acquire); }

private:
    RuleCache &cache_;
    std::atomic<std::uint64_t> seen_{0};
};

} // namespace flags

int main() {
    flags::RuleCache cache;
    cache.put("new-checkout", 7, {"eu-", "beta"});
    flags::Evaluator eval(cache);
    flags::ConfigWatcher watcher(cache);

    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 1000; ++k)
                (void)eval.enabled("new-checkout", "eu-1234");
        });
    threads.emplace_back([&] { watcher.onGeneration({"new-checkout"}, 8); });
    for (auto &t : threads)
        t.join();
    return watcher.seen() == 8 ? 0 : 1;
}
