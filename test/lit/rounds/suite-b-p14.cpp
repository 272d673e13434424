// RUN: %tocsin %s
// STD: c++20
// p14: objects whose methods are each locked, and what callers make of them.
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Account {
public:
    long balance() const
    {
        std::lock_guard<std::mutex> hold(mu_);
        return cents_;
    }
    void add(long cents)
    {
        std::lock_guard<std::mutex> hold(mu_);
        cents_ += cents;
    }
    bool take(long cents)
    {
        std::lock_guard<std::mutex> hold(mu_);
        if (cents_ < cents)
            return false;
        cents_ -= cents;
        return true;
    }

private:
    mutable std::mutex mu_;
    long cents_ = 0;
};

bool pay_01(Account& from, Account& to, long cents)
{
    if (from.balance() < cents)
        return false;
    from.add(-cents); // EXPECT: check-then-act
    to.add(cents);
    return true;
}

bool pay_02(Account& from, Account& to, long cents)
{
    if (!from.take(cents))
        return false;
    to.add(cents);
    return true;
}

class Registry {
public:
    std::optional<std::string> holder(int seat) const
    {
        std::lock_guard<std::mutex> hold(mu_);
        auto it = seats_.find(seat);
        if (it == seats_.end())
            return std::nullopt;
        return it->second;
    }
    void assign(int seat, std::string who)
    {
        std::lock_guard<std::mutex> hold(mu_);
        seats_[seat] = std::move(who);
    }
    bool assignFree(int seat, std::string who)
    {
        std::lock_guard<std::mutex> hold(mu_);
        return seats_.try_emplace(seat, std::move(who)).second;
    }
    void vacate(int seat)
    {
        std::lock_guard<std::mutex> hold(mu_);
        seats_.erase(seat);
    }
    bool vacateOf(int seat, const std::string& who)
    {
        std::lock_guard<std::mutex> hold(mu_);
        auto it = seats_.find(seat);
        if (it == seats_.end() || it->second != who)
            return false;
        seats_.erase(it);
        return true;
    }

private:
    mutable std::mutex mu_;
    std::map<int, std::string> seats_;
};

bool book_01(Registry& r, int seat, const std::string& who)
{
    if (r.holder(seat).has_value())
        return false;
    r.assign(seat, who); // EXPECT: check-then-act
    return true;
}

bool book_02(Registry& r, int seat, const std::string& who)
{
    if (r.holder(seat).has_value())
        return false;
    return r.assignFree(seat, who);
}

void leave_01(Registry& r, int seat, const std::string& who)
{
    const auto now = r.holder(seat);
    if (now && *now == who)
        r.vacate(seat); // EXPECT-MISS: check-then-act
}

void leave_02(Registry& r, int seat, const std::string& who)
{
    r.vacateOf(seat, who);
}

// a value that is only reached through a function
template <class T>
class Guarded {
public:
    template <class F>
    auto with(F f)
    {
        std::lock_guard<std::mutex> hold(mu_);
        return f(value_);
    }

private:
    std::mutex mu_;
    T value_{};
};

void tally_01(Guarded<std::map<std::string, int>>& g, const std::string& word)
{
    const int n = g.with([&](auto& m) { return m[word]; });
    g.with([&](auto& m) { m[word] = n + 1; }); // EXPECT-MISS: lost-update
}

void tally_02(Guarded<std::map<std::string, int>>& g, const std::string& word)
{
    g.with([&](auto& m) { ++m[word]; });
}

void drive()
{
    static Account a, b;
    static Registry r;
    static Guarded<std::map<std::string, int>> g;
    std::vector<std::jthread> crew;
    for (int i = 0; i < 4; ++i)
        crew.emplace_back([i] {
            const std::string me = "guest" + std::to_string(i);
            pay_01(a, b, 5);
            pay_02(b, a, 5);
            book_01(r, 7, me);
            book_02(r, 8, me);
            leave_01(r, 7, me);
            leave_02(r, 8, me);
            tally_01(g, me);
            tally_02(g, me);
        });
}
