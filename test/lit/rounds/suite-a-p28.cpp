// RUN: %tocsin %s
// STD: c++20
// Each method is closed in itself; they are put together by others.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Purse {
public:
    long get() const
    {
        std::lock_guard<std::mutex> g(mu_);
        return v_;
    }
    void set(long v)
    {
        std::lock_guard<std::mutex> g(mu_);
        v_ = v;
    }
    void add(long n)
    {
        std::lock_guard<std::mutex> g(mu_);
        v_ += n;
    }
    bool take(long n)
    {
        std::lock_guard<std::mutex> g(mu_);
        if (v_ < n)
            return false;
        v_ -= n;
        return true;
    }
    void twice()
    {
        set(get() * 2); // EXPECT: lost-update
    }

private:
    mutable std::mutex mu_;
    long v_ = 0;
};

class Book {
public:
    bool has(const std::string& k) const
    {
        std::lock_guard<std::mutex> g(mu_);
        return m_.count(k) != 0;
    }
    void put(const std::string& k, int v)
    {
        std::lock_guard<std::mutex> g(mu_);
        m_[k] = v;
    }
    bool putNew(const std::string& k, int v)
    {
        std::lock_guard<std::mutex> g(mu_);
        return m_.emplace(k, v).second;
    }
    void drop(const std::string& k)
    {
        std::lock_guard<std::mutex> g(mu_);
        m_.erase(k);
    }
    std::size_t count() const
    {
        std::lock_guard<std::mutex> g(mu_);
        return m_.size();
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, int> m_;
};

static Purse purse;
static Book book;

static void c01(long n)
{
    purse.set(purse.get() + n); // EXPECT: lost-update
}

static void c02(long n)
{
    const long have = purse.get();
    if (have >= n)
        purse.set(have - n); // EXPECT: lost-update
}

static void c03(const std::string& k, int v)
{
    if (!book.has(k))
        book.put(k, v); // EXPECT: check-then-act
}

static void c04(const std::string& k, int v)
{
    if (book.count() < 10)
        book.put(k, v); // EXPECT: check-then-act
}

static void c05(Purse& p, long n)
{
    long x = p.get();
    x ^= n;
    p.set(x); // EXPECT: lost-update
}

static void c06(Purse* from, Purse* to, long n)
{
    if (from->take(n))
        to->add(n);
}

static void c07(const std::string& k, int v) { book.putNew(k, v); }

static void c08(const std::string& k)
{
    if (book.has(k))
        book.drop(k);
}

static void c09()
{
    Purse mine;
    mine.set(3);
    mine.set(mine.get() + 1);
}

static void c10(long n)
{
    purse.add(n);
    if (n > 100)
        purse.set(0);
}

static void body(int i)
{
    Purse own;
    c01(i); c02(i); c03("a", i); c04("b", i); c05(purse, i); c06(&purse, &own, i);
    c07("c", i); c08("c"); c09(); c10(i);
    purse.twice();
}

int main()
{
    std::vector<std::thread> t;
    for (int i = 0; i < 3; ++i)
        t.emplace_back(body, i);
    for (auto& x : t)
        x.join();
}
