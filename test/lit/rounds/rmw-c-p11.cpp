// RUN: %tocsin %s
// STD: c++20
// Config store: parsed lazily, reloaded when the file changes.
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Settings {
public:
    explicit Settings(int version) : version_(version) { values_["log.level"] = "info"; }
    std::string get(const std::string& k) const {
        auto it = values_.find(k);
        return it == values_.end() ? std::string() : it->second;
    }
    int version() const { return version_; }

private:
    std::map<std::string, std::string> values_;
    int version_;
};

class ConfigStore {
public:
    ~ConfigStore() {
        delete parsed_;
        delete defaults_.load();
    }

    const Settings& parsed() {
        if (parsed_ == nullptr) {
            std::lock_guard<std::mutex> lk(mu_);
            if (parsed_ == nullptr)
                parsed_ = new Settings(1); // EXPECT: check-then-act
        }
        return *parsed_;
    }

    const Settings& defaults() {
        Settings* d = defaults_.load(std::memory_order_acquire);
        if (d == nullptr) {
            std::lock_guard<std::mutex> lk(mu_);
            d = defaults_.load(std::memory_order_relaxed);
            if (d == nullptr) {
                d = new Settings(0);
                defaults_.store(d, std::memory_order_release);
            }
        }
        return *d;
    }

    // inotify and the admin endpoint may both ask for a reload.
    bool reload() {
        if (reloading_)
            return false;
        reloading_ = true; // EXPECT: split-atomic
        rescan();
        reloading_ = false;
        return true;
    }

    void rescan() {
        std::lock_guard<std::mutex> lk(mu_);
        ++scans_;
        lastError_.clear();
    }

    int scans() const {
        std::lock_guard<std::mutex> lk(mu_);
        return scans_;
    }

private:
    mutable std::mutex mu_;
    Settings* parsed_ = nullptr;
    std::atomic<Settings*> defaults_{nullptr};
    std::atomic<bool> reloading_{false};
    std::string lastError_;
    int scans_ = 0;
};

int main() {
    ConfigStore store;
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&store, i] {
            std::string lvl = store.parsed().get("log.level");
            if (lvl.empty())
                lvl = store.defaults().get("log.level");
            if (i % 2 == 0)
                store.reload();
        });
    for (auto& t : ts)
        t.join();
    return store.scans() > 0 ? 0 : 1;
}
