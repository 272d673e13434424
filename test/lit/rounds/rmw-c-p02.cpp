// RUN: %tocsin %s
// STD: c++20
// Feature-flag service with percentage rollouts.
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Flag {
    bool enabled = false;
    int percent = 0;
};

class FlagTable {
public:
    bool contains(const std::string& name) const {
        std::lock_guard<std::mutex> lk(mu_);
        return flags_.count(name) != 0;
    }
    Flag get(const std::string& name) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = flags_.find(name);
        return it == flags_.end() ? Flag{} : it->second;
    }
    void put(const std::string& name, Flag f) {
        std::lock_guard<std::mutex> lk(mu_);
        flags_[name] = f;
    }
    bool putIfAbsent(const std::string& name, Flag f) {
        std::lock_guard<std::mutex> lk(mu_);
        return flags_.emplace(name, f).second;
    }
    bool update(const std::string& name, const std::function<void(Flag&)>& fn) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = flags_.find(name);
        if (it == flags_.end())
            return false;
        fn(it->second);
        return true;
    }

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, Flag> flags_;
};

class FlagService {
public:
    // First evaluation of an unknown flag registers its default.
    bool evaluate(const std::string& name, int bucket) {
        if (!table_.contains(name))
            table_.put(name, Flag{true, 10}); // EXPECT: check-then-act
        Flag f = table_.get(name);
        return f.enabled && bucket < f.percent;
    }

    void widen(const std::string& name, int step) {
        Flag f = table_.get(name);
        f.percent += step;
        if (f.percent > 100)
            f.percent = 100;
        table_.put(name, f); // EXPECT: lost-update
    }

    void disable(const std::string& name) {
        table_.putIfAbsent(name, Flag{});
        table_.update(name, [](Flag& f) { f.enabled = false; });
    }

    void narrow(const std::string& name, int step) {
        table_.update(name, [step](Flag& f) { f.percent = f.percent > step ? f.percent - step : 0; });
    }

private:
    FlagTable table_;
};

int main() {
    FlagService svc;
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&svc, i] {
            for (int k = 0; k < 100; ++k) {
                svc.evaluate("new-checkout", k);
                svc.widen("new-checkout", 1);
                if (k % 10 == i)
                    svc.narrow("new-checkout", 5);
            }
        });
    ts.emplace_back([&svc] { svc.disable("legacy-search"); });
    for (auto& t : ts)
        t.join();
}
