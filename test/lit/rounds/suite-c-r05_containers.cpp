// RUN: %tocsin %s
// STD: c++20
// Ask a container, then act on the answer.
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct Blob { std::string text; };

class Table {
public:
    bool contains(const std::string &k) const { std::lock_guard g(m_); return map_.count(k) != 0; }
    void insert(const std::string &k, int v) { std::lock_guard g(m_); map_[k] = v; }
    int get(const std::string &k) const
    {
        std::lock_guard g(m_);
        auto it = map_.find(k);
        return it == map_.end() ? 0 : it->second;
    }
    bool insert_if_absent(const std::string &k, int v)
    {
        std::lock_guard g(m_);
        return map_.try_emplace(k, v).second;
    }
    void add(const std::string &k, int v) { std::lock_guard g(m_); map_[k] += v; }
    void find_then_insert(const std::string &k)
    {
        if (map_.find(k) == map_.end())
            map_.emplace(k, 1); // EXPECT: check-then-act
    }
    void found_under_lock_only(const std::string &k, int v)
    {
        bool there;
        {
            std::lock_guard g(m_);
            there = map_.count(k) != 0;
        }
        if (!there) {
            std::lock_guard g(m_);
            map_[k] = v; // EXPECT: check-then-act
        }
    }
    void found_twice(const std::string &k, int v)
    {
        bool there;
        {
            std::lock_guard g(m_);
            there = map_.count(k) != 0;
        }
        if (!there) {
            std::lock_guard g(m_);
            if (map_.count(k) == 0)
                map_[k] = v;
        }
    }
private:
    mutable std::mutex m_;
    std::unordered_map<std::string, int> map_;
};

void composed_insert(Table &t, const std::string &k)
{
    if (!t.contains(k))
        t.insert(k, 1); // EXPECT: check-then-act
}

void composed_update(Table &t, const std::string &k)
{
    const int v = t.get(k);
    t.insert(k, v + 1); // EXPECT: lost-update
}

void single_calls(Table &t, const std::string &k) { t.insert_if_absent(k, 1), t.add(k, 1); }

void two_tables(const Table &from, Table &to, const std::string &k)
{
    if (from.contains(k))
        to.add(k, 1);
}

class Mailbox {
public:
    void put(std::string s) { std::lock_guard g(m_); q_.push_back(std::move(s)); }
    bool empty() const { std::lock_guard g(m_); return q_.empty(); }
    std::string pop()
    {
        std::lock_guard g(m_);
        std::string s = std::move(q_.front());
        q_.pop_front();
        return s;
    }
    std::optional<std::string> try_pop()
    {
        std::lock_guard g(m_);
        if (q_.empty())
            return std::nullopt;
        std::optional<std::string> s(std::move(q_.front()));
        q_.pop_front();
        return s;
    }
private:
    mutable std::mutex m_;
    std::deque<std::string> q_;
};

size_t drain(Mailbox &b)
{
    size_t n = 0;
    while (!b.empty())
        n += b.pop().size(); // EXPECT: check-then-act
    while (auto s = b.try_pop())
        n += s->size();
    return n;
}

size_t weak_expired(const std::weak_ptr<Blob> &w)
{
    if (w.expired())
        return 0;
    return w.lock()->text.size(); // EXPECT: check-then-act
}

size_t weak_locked(const std::weak_ptr<Blob> &w)
{
    const auto p = w.lock();
    return p ? p->text.size() : 0;
}

int main()
{
    Table t, u;
    Mailbox b;
    auto blob = std::make_shared<Blob>();
    std::weak_ptr<Blob> w = blob;
    std::vector<std::jthread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back([&, i] {
            const std::string k = std::to_string(i & 1);
            composed_insert(t, k); composed_update(t, k); single_calls(t, k); two_tables(t, u, k);
            t.find_then_insert(k);
            t.found_under_lock_only(k, i); t.found_twice(k, i);
            b.put(k); drain(b); weak_expired(w); weak_locked(w);
        });
    blob.reset();
}
