// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace sql {

struct CompiledPlan {
    std::vector<uint8_t> code;
    uint64_t generation = 0;
    std::string text;
    void execute(const std::vector<std::string>& args) const;
};

class PlanCache {
public:
    using Key = std::string;

    ~PlanCache() {
        for (auto& p : plans_) delete p.second;
    }

    // The executor keeps the pointer for the duration of the statement.
    const CompiledPlan* lookup(const Key& k) const {
        std::shared_lock lk(mu_);
        auto it = plans_.find(k);
        return it == plans_.end() ? nullptr : it->second;
    }

    uint64_t generation(const Key& k) const {
        std::shared_lock lk(mu_);
        auto it = plans_.find(k);
        return it == plans_.end() ? 0 : it->second->generation;
    }

    void install(const Key& k, std::unique_ptr<CompiledPlan> p) {
        std::unique_lock lk(mu_);
        auto [it, fresh] = plans_.try_emplace(k, nullptr);
        if (fresh) it->second = p.release();
    }

    void remove(const Key& k) {
        std::unique_lock lk(mu_);
        auto it = plans_.find(k);
        if (it == plans_.end()) return;
        delete it->second;
        plans_.erase(it);
    }

    // DDL finished: plans compiled against an earlier catalog go away.
    void onSchemaChange(uint64_t catalogGeneration) {
        std::unique_lock lk(mu_);
        for (auto it = plans_.begin(); it != plans_.end();) {
            CompiledPlan* plan = it->second;
            if (plan->generation < catalogGeneration) {
                it = plans_.erase(it);
                delete plan; // EXPECT: timestamp-cleanup
            } else {
                ++it;
            }
        }
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<Key, CompiledPlan*> plans_;
};

void CompiledPlan::execute(const std::vector<std::string>& args) const {
    size_t acc = 0;
    for (uint8_t op : code) acc += op ^ args.size();
    if (acc == 0 && !text.empty()) std::this_thread::yield();
}

class Session {
public:
    Session(PlanCache& c, std::atomic<uint64_t>& gen) : cache_(c), catalogGen_(gen) {}

    bool run(const std::string& stmt, const std::vector<std::string>& args) {
        const uint64_t want = catalogGen_.load();
        if (cache_.generation(stmt) < want)
            cache_.remove(stmt); // EXPECT: timestamp-cleanup
        const CompiledPlan* p = cache_.lookup(stmt);
        if (!p) {
            auto np = std::make_unique<CompiledPlan>();
            np->generation = want;
            np->text = stmt;
            np->code.assign(stmt.begin(), stmt.end());
            cache_.install(stmt, std::move(np));
            p = cache_.lookup(stmt);
        }
        if (!p) return false;
        p->execute(args);
        return true;
    }

private:
    PlanCache& cache_;
    std::atomic<uint64_t>& catalogGen_;
};

void serve(PlanCache& c, std::atomic<uint64_t>& gen, const std::vector<std::string>& stmts) {
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&] {
            Session s(c, gen);
            for (auto& q : stmts) s.run(q, {});
        });
    for (auto& t : pool) t.join();
}

}  // namespace sql
