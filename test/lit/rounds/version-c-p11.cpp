// RUN: %tocsin %s
// STD: c++20
// Access policies of the gateway: rule text is compiled once, then evaluated
// by all connection threads.
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <regex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace gateway {

struct CompiledPolicy {
    std::vector<std::regex> allow;
};

struct PolicyEntry {
    uint64_t generation = 0;
    std::string label;
    std::shared_ptr<const CompiledPolicy> compiled;
};

enum class UpdateResult { Applied, GenerationMismatch, NotFound, BadRule };

class PolicyTable {
public:
    UpdateResult replaceRules(const std::string& name, uint64_t expectedGeneration,
                              const std::vector<std::string>& rules) {
        {
            std::shared_lock<std::shared_mutex> rd(mutex_);
            auto it = entries_.find(name);
            if (it == entries_.end()) return UpdateResult::NotFound;
            if (it->second.generation != expectedGeneration)
                return UpdateResult::GenerationMismatch;
        }
        auto compiled = compile(rules);
        if (!compiled) return UpdateResult::BadRule;

        std::unique_lock<std::shared_mutex> wr(mutex_);
        install(entries_[name], expectedGeneration + 1, std::move(compiled)); // EXPECT: unchecked-version
        return UpdateResult::Applied;
    }

    UpdateResult extendRules(const std::string& name, uint64_t expectedGeneration,
                             const std::vector<std::string>& rules) {
        if (currentGeneration(name) != expectedGeneration)
            return UpdateResult::GenerationMismatch;
        auto compiled = compile(rules);
        if (!compiled) return UpdateResult::BadRule;

        std::unique_lock<std::shared_mutex> wr(mutex_);
        auto it = entries_.find(name);
        if (it == entries_.end()) return UpdateResult::NotFound;
        if (it->second.generation != expectedGeneration)
            return UpdateResult::GenerationMismatch;
        install(it->second, expectedGeneration + 1, std::move(compiled));
        return UpdateResult::Applied;
    }

    UpdateResult setLabel(const std::string& name, uint64_t expectedGeneration, std::string label) {
        std::unique_lock<std::shared_mutex> wr(mutex_);
        auto it = entries_.find(name);
        if (it == entries_.end()) return UpdateResult::NotFound;
        if (it->second.generation != expectedGeneration) return UpdateResult::GenerationMismatch;
        it->second.label = std::move(label);
        ++it->second.generation;
        return UpdateResult::Applied;
    }

    bool permits(const std::string& name, const std::string& path) const {
        std::shared_ptr<const CompiledPolicy> p;
        {
            std::shared_lock<std::shared_mutex> rd(mutex_);
            auto it = entries_.find(name);
            if (it == entries_.end()) return false;
            p = it->second.compiled;
        }
        for (const auto& re : p->allow)
            if (std::regex_match(path, re)) return true;
        return false;
    }

private:
    uint64_t currentGeneration(const std::string& name) const {
        std::shared_lock<std::shared_mutex> rd(mutex_);
        auto it = entries_.find(name);
        return it == entries_.end() ? 0 : it->second.generation;
    }

    static void install(PolicyEntry& e, uint64_t generation, std::shared_ptr<const CompiledPolicy> p) {
        e.generation = generation;
        e.compiled = std::move(p);
    }

    static std::shared_ptr<const CompiledPolicy> compile(const std::vector<std::string>& rules) {
        auto out = std::make_shared<CompiledPolicy>();
        try {
            for (const auto& r : rules) out->allow.emplace_back(r);
        } catch (const std::regex_error&) {
            return nullptr;
        }
        return out;
    }

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, PolicyEntry> entries_;
};

}  // namespace gateway
