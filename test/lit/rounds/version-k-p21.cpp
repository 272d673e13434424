// RUN: %tocsin %s
// STD: c++20
// Routing policy documents: edited through the admin API, compiled outside the lock.
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace routing {

struct Policy {
    std::string source;
    std::shared_ptr<const std::vector<int>> compiled;
    uint64_t revision = 0;
};

class StaleRevision : public std::runtime_error {
public:
    StaleRevision() : std::runtime_error("policy was changed meanwhile") {}
};

class PolicySink {
public:
    virtual ~PolicySink() = default;
    virtual void replace(const std::string& name, const std::string& source, uint64_t expectedRevision) = 0;
};

class PolicyTable : public PolicySink {
public:
    std::optional<Policy> find(const std::string& name) const {
        std::lock_guard lock(mutex_);
        auto it = table_.find(name);
        if (it == table_.end()) return std::nullopt;
        return it->second;
    }

    void replace(const std::string& name, const std::string& source, uint64_t expectedRevision) override {
        {
            std::lock_guard lock(mutex_);
            requireRevision(name, expectedRevision);
        }
        auto compiled = compile(source);
        std::lock_guard lock(mutex_);
        requireRevision(name, expectedRevision);
        Policy& p = table_[name];
        p.source = source;
        p.compiled = std::move(compiled);
        p.revision = expectedRevision + 1;
    }

    void append(const std::string& name, const std::string& line) {
        for (;;) {
            auto base = find(name).value_or(Policy{});
            Policy next = base;
            next.source += line;
            next.compiled = compile(next.source);
            next.revision = base.revision + 1;
            std::lock_guard lock(mutex_);
            if (currentRevision(name) != base.revision) continue;
            table_[name] = std::move(next);
            return;
        }
    }

    bool replaceWhenUnfrozen(const std::string& name, const std::string& source, uint64_t expectedRevision) {
        auto compiled = compile(source);
        std::unique_lock lock(mutex_);
        if (expectedRevision < currentRevision(name)) return false;
        thawed_.wait(lock, [&] { return !frozen_; });
        if (expectedRevision < currentRevision(name)) return false;
        table_[name] = Policy{source, std::move(compiled), expectedRevision + 1};
        return true;
    }

    void freeze(bool on) {
        std::lock_guard lock(mutex_);
        frozen_ = on;
        if (!on) thawed_.notify_all();
    }

private:
    uint64_t currentRevision(const std::string& name) const {
        auto it = table_.find(name);
        return it == table_.end() ? 0 : it->second.revision;
    }

    void requireRevision(const std::string& name, uint64_t expected) const {
        if (currentRevision(name) != expected) throw StaleRevision();
    }

    static std::shared_ptr<const std::vector<int>> compile(const std::string& source) {
        return std::make_shared<const std::vector<int>>(source.begin(), source.end());
    }

    mutable std::mutex mutex_;
    std::condition_variable thawed_;
    bool frozen_ = false;
    std::map<std::string, Policy> table_;
};

// Tables loaded from the read-only firmware image.
class FactoryTable : public PolicySink {
public:
    void replace(const std::string&, const std::string&, uint64_t expectedRevision) override {
        (void)expectedRevision;
        throw std::logic_error("factory policies cannot be changed");
    }
};

class AuditedSink : public PolicySink {
public:
    explicit AuditedSink(PolicySink& next) : next_(next) {}
    void replace(const std::string& name, const std::string& source, uint64_t expectedRevision) override {
        next_.replace(name, source, expectedRevision);
        ++changes_;
    }

private:
    PolicySink& next_;
    int changes_ = 0;
};

}  // namespace routing

int main() {
    routing::PolicyTable table;
    std::vector<std::thread> admins;
    for (int i = 0; i < 3; ++i)
        admins.emplace_back([&, i] {
            routing::AuditedSink sink(table);
            table.append("edge", "allow " + std::to_string(i) + "\n");
            try {
                if (auto p = table.find("edge")) sink.replace("edge", p->source + "deny *\n", p->revision);
            } catch (const routing::StaleRevision&) {
            }
            table.replaceWhenUnfrozen("core", "permit", 0);
        });
    for (auto& a : admins) a.join();
}
