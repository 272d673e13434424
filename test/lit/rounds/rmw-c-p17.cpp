// RUN: %tocsin %s
// STD: c++20
// Fixed pool of shared scratch objects, plus observers interested in trims.
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Scratch {
    std::vector<char> bytes;
    void reset() { bytes.clear(); }
    void reserve(std::size_t n) { bytes.reserve(n); }
};

class TrimListener {
public:
    void onTrim(std::size_t n) {
        std::lock_guard<std::mutex> lk(mu_);
        total_ += n;
    }

private:
    std::mutex mu_;
    std::size_t total_ = 0;
};

template <class T>
class SharedPool {
public:
    SharedPool(std::size_t n, std::function<void(T&)> prepare) {
        for (std::size_t i = 0; i < n; ++i) {
            auto p = std::make_shared<T>();
            prepare(*p);
            slots_.push_back(std::move(p));
        }
    }

    std::shared_ptr<T> acquire() {
        std::lock_guard<std::mutex> lk(mu_);
        std::shared_ptr<T> p = slots_[next_];
        next_ = (next_ + 1) % slots_.size();
        return p;
    }

    void watch(std::weak_ptr<TrimListener> w) {
        std::lock_guard<std::mutex> lk(mu_);
        listener_ = std::move(w);
    }

    // Runs on the maintenance thread.
    std::size_t trim() {
        std::size_t n = 0;
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            if (slots_[i].use_count() == 1) {
                slots_[i]->reset(); // EXPECT: check-then-act
                ++n;
            }
        }
        std::weak_ptr<TrimListener> w;
        {
            std::lock_guard<std::mutex> lk(mu_);
            w = listener_;
        }
        if (!w.expired())
            w.lock()->onTrim(n); // EXPECT: check-then-act
        return n;
    }

    void ping() {
        std::weak_ptr<TrimListener> w;
        {
            std::lock_guard<std::mutex> lk(mu_);
            w = listener_;
        }
        if (auto l = w.lock())
            l->onTrim(0);
    }

private:
    std::mutex mu_;
    std::vector<std::shared_ptr<T>> slots_; // the vector itself is fixed after construction
    std::size_t next_ = 0;
    std::weak_ptr<TrimListener> listener_;
};

int main() {
    SharedPool<Scratch> pool(4, [](Scratch& s) { s.reserve(1024); });
    auto listener = std::make_shared<TrimListener>();
    pool.watch(listener);
    std::vector<std::thread> ts;
    for (int i = 0; i < 2; ++i)
        ts.emplace_back([&pool] {
            for (int k = 0; k < 100; ++k) {
                std::shared_ptr<Scratch> s = pool.acquire();
                if (s->bytes.capacity() < 16)
                    break;
            }
        });
    ts.emplace_back([&pool] {
        for (int k = 0; k < 50; ++k) {
            pool.trim();
            pool.ping();
        }
    });
    listener.reset();
    for (auto& t : ts)
        t.join();
}
