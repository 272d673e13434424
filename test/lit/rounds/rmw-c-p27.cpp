// RUN: %tocsin %s
// STD: c++20
// Session registry built on a small monitor base class.
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

template <class Derived>
class Monitor {
public:
    template <class F>
    auto synchronized(F&& f) {
        std::lock_guard<std::recursive_mutex> lk(monitor_);
        return std::forward<F>(f)(static_cast<Derived&>(*this));
    }

protected:
    std::unique_lock<std::recursive_mutex> acquire() const {
        return std::unique_lock<std::recursive_mutex>(monitor_);
    }
    mutable std::recursive_mutex monitor_;
};

class Sessions : public Monitor<Sessions> {
public:
    bool contains(const std::string& user) const {
        auto held = acquire();
        return map_.count(user) != 0;
    }
    int credit(const std::string& user) const {
        auto held = acquire();
        auto it = map_.find(user);
        return it == map_.end() ? 0 : it->second;
    }
    void set(const std::string& user, int credit) {
        auto held = acquire();
        map_[user] = credit;
        for (auto& l : listeners_)
            l(user, credit);
    }
    void onChange(std::function<void(const std::string&, int)> fn) {
        auto held = acquire();
        listeners_.push_back(std::move(fn));
    }

    void login(const std::string& user) {
        auto held = acquire();
        if (!contains(user))
            set(user, 100);
    }

    void top_up(const std::string& user, int by) {
        synchronized([&](Sessions& s) {
            s.set(user, s.credit(user) + by);
            return 0;
        });
    }

    static bool moveCredit(Sessions& from, Sessions& to, const std::string& user, int amount) {
        if (&from == &to)
            return true;
        std::scoped_lock both(from.monitor_, to.monitor_);
        if (from.credit(user) < amount)
            return false;
        from.set(user, from.credit(user) - amount);
        to.set(user, to.credit(user) + amount);
        return true;
    }

private:
    std::map<std::string, int> map_;
    std::vector<std::function<void(const std::string&, int)>> listeners_;
};

int main() {
    Sessions east, west;
    int changes = 0;
    east.onChange([&changes](const std::string&, int) { ++changes; }); // runs under east's monitor
    std::vector<std::thread> ts;
    for (int i = 0; i < 4; ++i)
        ts.emplace_back([&, i] {
            const std::string user = "user" + std::to_string(i % 2);
            for (int k = 0; k < 100; ++k) {
                east.login(user);
                east.top_up(user, 5);
                Sessions::moveCredit(east, west, user, 3);
                west.synchronized([&](Sessions& w) {
                    if (w.contains(user) && w.credit(user) > 50)
                        w.set(user, 0);
                    return 0;
                });
            }
        });
    for (auto& t : ts)
        t.join();
    std::printf("%d changes, east %d, west %d\n", changes, east.credit("user0"), west.credit("user0"));
}
