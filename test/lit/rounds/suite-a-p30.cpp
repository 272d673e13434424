// RUN: %tocsin %s
// STD: c++20
// One instance for all.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Table { int n = 1; };

class A {
public:
    static Table* get()
    {
        if (inst_ == nullptr)
            inst_ = new Table; // EXPECT: check-then-act
        return inst_;
    }
private:
    static Table* inst_;
};
Table* A::inst_ = nullptr;

class B {
public:
    static Table* get()
    {
        if (!inst_) {
            std::lock_guard<std::mutex> g(mu_);
            inst_ = new Table; // EXPECT: check-then-act
        }
        return inst_;
    }
private:
    static Table* inst_;
    static std::mutex mu_;
};
Table* B::inst_ = nullptr;
std::mutex B::mu_;

class C {
public:
    Table& get()
    {
        if (!t_)
            t_ = std::make_unique<Table>(); // EXPECT: check-then-act
        return *t_;
    }
    void reset()
    {
        std::lock_guard<std::mutex> g(mu_);
        t_.reset();
    }
private:
    std::mutex mu_;
    std::unique_ptr<Table> t_;
};

class D {
public:
    static Table* get()
    {
        Table* p = inst_.load();
        if (!p) {
            p = new Table;
            inst_.store(p); // EXPECT: split-atomic
        }
        return p;
    }
private:
    static std::atomic<Table*> inst_;
};
std::atomic<Table*> D::inst_{nullptr};

class E {
public:
    static Table& get()
    {
        static Table t;
        return t;
    }
};

class F {
public:
    Table& get()
    {
        std::call_once(once_, [this] { t_ = std::make_unique<Table>(); });
        return *t_;
    }
private:
    std::once_flag once_;
    std::unique_ptr<Table> t_;
};

class G {
public:
    static Table* get()
    {
        Table* p = inst_.load(std::memory_order_acquire);
        if (!p) {
            std::lock_guard<std::mutex> g(mu_);
            p = inst_.load(std::memory_order_relaxed);
            if (!p) {
                p = new Table;
                inst_.store(p, std::memory_order_release);
            }
        }
        return p;
    }
private:
    static std::atomic<Table*> inst_;
    static std::mutex mu_;
};
std::atomic<Table*> G::inst_{nullptr};
std::mutex G::mu_;

class H {
public:
    static Table* get()
    {
        Table* p = inst_.load();
        if (!p) {
            auto mine = std::make_unique<Table>();
            if (inst_.compare_exchange_strong(p, mine.get()))
                p = mine.release();
        }
        return p;
    }
private:
    static std::atomic<Table*> inst_;
};
std::atomic<Table*> H::inst_{nullptr};

class I {
public:
    Table& get()
    {
        std::lock_guard<std::mutex> g(mu_);
        if (!t_)
            t_ = std::make_unique<Table>();
        return *t_;
    }
private:
    std::mutex mu_;
    std::unique_ptr<Table> t_;
};

int main()
{
    C c;
    F f;
    I i;
    std::vector<std::thread> v;
    for (int k = 0; k < 4; ++k)
        v.emplace_back([&] {
            A::get(); B::get(); c.get(); c.reset(); D::get(); E::get(); f.get(); G::get(); H::get(); i.get();
        });
    for (auto& t : v)
        t.join();
}
