// RUN: %tocsin %s
// STD: c++20
// Look into a container, then change it.
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class Registry {
public:
    bool r01(const std::string& k, int v)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            if (byName_.find(k) != byName_.end())
                return false;
        }
        std::lock_guard<std::mutex> g(mu_);
        byName_[k] = v; // EXPECT: check-then-act
        return true;
    }
    void r02(int id)
    {
        if (ids_.count(id) == 0)
            ids_.insert(id); // EXPECT: check-then-act
    }
    void r03(int id)
    {
        std::lock_guard<std::mutex> g(mu_);
        ids_.erase(id);
    }
    std::optional<int> r04()
    {
        std::unique_lock<std::mutex> l(mu_);
        const bool none = queue_.empty();
        l.unlock();
        if (none)
            return std::nullopt;
        l.lock();
        const int v = queue_.front();
        queue_.pop_front(); // EXPECT: check-then-act
        return v;
    }
    void r05(int v)
    {
        std::lock_guard<std::mutex> g(mu_);
        queue_.push_back(v);
    }
    bool r06(const std::string& k)
    {
        bool there;
        {
            std::lock_guard<std::mutex> g(mu_);
            there = cache_.contains(k);
        }
        if (!there) {
            std::lock_guard<std::mutex> g(mu_);
            cache_.insert_or_assign(k, k.size()); // EXPECT: check-then-act
        }
        return there;
    }
    void r07(int v)
    {
        std::size_t n;
        {
            std::lock_guard<std::mutex> g(mu_);
            n = list_.size();
        }
        if (n < 16) {
            std::lock_guard<std::mutex> g(mu_);
            list_.push_back(v); // EXPECT: check-then-act
        }
    }
    void r08()
    {
        if (!list_.empty())
            list_.pop_back(); // EXPECT: check-then-act
    }
    bool s01(const std::string& k, int v)
    {
        std::lock_guard<std::mutex> g(mu_);
        if (byName_.find(k) != byName_.end())
            return false;
        byName_[k] = v;
        return true;
    }
    bool s02(const std::string& k, int v)
    {
        std::lock_guard<std::mutex> g(mu_);
        return byName_.try_emplace(k, v).second;
    }
    std::optional<int> s03()
    {
        std::lock_guard<std::mutex> g(mu_);
        if (queue_.empty())
            return std::nullopt;
        const int v = queue_.front();
        queue_.pop_front();
        return v;
    }
    std::size_t s04(const std::string& k)
    {
        {
            std::lock_guard<std::mutex> g(mu_);
            if (auto it = cache_.find(k); it != cache_.end())
                return it->second;
        }
        const std::size_t made = k.size() * 31;
        std::lock_guard<std::mutex> g(mu_);
        auto it = cache_.find(k);
        if (it == cache_.end())
            it = cache_.emplace(k, made).first;
        return it->second;
    }
    bool s05(int id)
    {
        std::lock_guard<std::mutex> g(mu_);
        return ids_.insert(id).second;
    }
    int s06(int k)
    {
        std::map<int, int> local;
        if (local.find(k) == local.end())
            local[k] = 1;
        return local[k];
    }

private:
    std::mutex mu_;
    std::map<std::string, int> byName_;
    std::set<int> ids_;
    std::deque<int> queue_;
    std::unordered_map<std::string, std::size_t> cache_;
    std::vector<int> list_;
};

int main()
{
    Registry r;
    auto body = [&r] {
        r.r01("a", 1); r.r02(3); r.r03(3); r.r04(); r.r05(1); r.r06("b"); r.r07(1); r.r08();
        r.s01("a", 1); r.s02("c", 1); r.s03(); r.s04("d"); r.s05(5); r.s06(2);
    };
    std::thread a(body), b(body);
    a.join();
    b.join();
}
