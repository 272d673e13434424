// RUN: %tocsin %s
// STD: c++20
// Versioned configuration registry shared by the admin endpoints and the replication thread.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>

struct Setting {
    std::string value;
    std::uint64_t version = 0;
};

class VersionConflict : public std::runtime_error {
public:
    explicit VersionConflict(const std::string& key) : std::runtime_error("stale version for " + key) {}
};

class Registry {
public:
    virtual ~Registry() = default;
    virtual std::uint64_t put(const std::string& key, const std::string& value, std::uint64_t expected_version) = 0;
    virtual std::optional<Setting> get(const std::string& key) const = 0;
};

class MemoryRegistry : public Registry {
public:
    std::optional<Setting> get(const std::string& key) const override {
        std::shared_lock lk(mu_);
        auto it = map_.find(key);
        if (it == map_.end())
            return std::nullopt;
        return it->second;
    }

    std::uint64_t put(const std::string& key, const std::string& value, std::uint64_t expected_version) override {
        std::unique_lock lk(mu_);
        return putLocked(key, value, expected_version);
    }

    std::uint64_t putChecked(const std::string& key, const std::string& value, std::uint64_t expected_version) {
        {
            std::shared_lock lk(mu_);
            if (versionLocked(key) != expected_version)
                throw VersionConflict(key);
        }
        const std::string clean = sanitise(value);
        std::unique_lock lk(mu_);
        return putLocked(key, clean, expected_version);
    }

    // Replication: the leader stamps versions, older ones are dropped.
    bool apply(const std::string& key, const Setting& incoming, std::uint64_t epoch) {
        std::unique_lock lk(mu_);
        if (epoch < epoch_)
            return false;
        epoch_ = epoch;
        auto& cur = map_[key];
        if (incoming.version <= cur.version)
            return false;
        cur = incoming;
        return true;
    }

private:
    std::uint64_t versionLocked(const std::string& key) const {
        auto it = map_.find(key);
        return it == map_.end() ? 0 : it->second.version;
    }

    std::uint64_t putLocked(const std::string& key, const std::string& value, std::uint64_t expected_version) {
        if (versionLocked(key) != expected_version)
            throw VersionConflict(key);
        auto& s = map_[key];
        s.value = value;
        return ++s.version;
    }

    static std::string sanitise(std::string s) {
        while (!s.empty() && s.back() == '\n')
            s.pop_back();
        return s;
    }

    mutable std::shared_mutex mu_;
    std::map<std::string, Setting> map_;
    std::uint64_t epoch_ = 0;
};

class ReadOnlyRegistry : public Registry {
public:
    explicit ReadOnlyRegistry(std::shared_ptr<Registry> inner) : inner_(std::move(inner)) {}
    std::optional<Setting> get(const std::string& key) const override { return inner_->get(key); }
    std::uint64_t put(const std::string& key, const std::string&, std::uint64_t expected_version) override {
        (void)expected_version;
        throw std::logic_error("read-only registry: " + key);
    }

private:
    std::shared_ptr<Registry> inner_;
};

bool modify(Registry& reg, const std::string& key, const std::function<std::string(const std::string&)>& fn) {
    for (int i = 0; i < 16; ++i) {
        const auto cur = reg.get(key);
        const std::string next = fn(cur ? cur->value : "");
        try {
            reg.put(key, next, cur ? cur->version : 0);
            return true;
        } catch (const VersionConflict&) {
            std::this_thread::yield();
        }
    }
    return false;
}

int main() {
    auto reg = std::make_shared<MemoryRegistry>();
    std::atomic<int> failures{0};
    auto work = [&] {
        if (!modify(*reg, "limits", [](const std::string& s) { return s + "x"; }))
            failures.fetch_add(1);
    };
    std::thread a(work), b(work);
    std::thread r([&] {
        if (!reg->apply("theme", Setting{"dark", 4}, 2))
            failures.fetch_add(1);
    });
    a.join();
    b.join();
    r.join();
    ReadOnlyRegistry view(reg);
    return failures.load() == 0 && view.get("limits") ? 0 : 1;
}
