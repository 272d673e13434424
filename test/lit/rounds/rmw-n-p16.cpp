// RUN: %tocsin %s
// STD: c++20
// Event hub of a media server: weak listeners, intrusive frames and batched completion.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace hub {

class Listener {
public:
    virtual ~Listener() = default;
    virtual void frame(uint64_t pts) = 0;
};

class Hub {
public:
    void add(std::weak_ptr<Listener> l) {
        const std::scoped_lock lk{mu_};
        listeners_.push_back(std::move(l));
        prune();
    }

    void dispatch(uint64_t pts) {
        std::vector<std::shared_ptr<Listener>> live;
        {
            const std::scoped_lock lk{mu_};
            for (auto& w : listeners_)
                if (auto s = w.lock()) live.push_back(std::move(s));
            delivered_ += live.size();
        }
        for (auto& l : live) l->frame(pts);
    }

private:
    void prune() {
        listeners_.erase(std::remove_if(listeners_.begin(), listeners_.end(),
                                        [](const auto& w) { return w.expired(); }),
                         listeners_.end());
    }
    std::mutex mu_;
    std::vector<std::weak_ptr<Listener>> listeners_;
    uint64_t delivered_ = 0;
};

class Frame {
public:
    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
    void unref() {
        if (refs_.fetch_sub(1, std::memory_order_release) == 1) {
            std::atomic_thread_fence(std::memory_order_acquire);
            delete this;
        }
    }
private:
    ~Frame() = default;
    std::atomic<int> refs_{1};
    std::vector<uint8_t> data_;
};

class Batch {
public:
    Batch(unsigned parts, std::function<void(bool)> done) : left_(parts), done_(std::move(done)) {}

    void complete(bool good) {
        if (!good) failed_.store(true, std::memory_order_relaxed);
        if (--left_ == 0) done_(!failed_.load());
    }

    void raise(uint64_t level) {
        uint64_t seen = high_.load(std::memory_order_relaxed);
        for (;;) {
            if (level <= seen) return;
            uint64_t want = std::max(seen, level);
            if (high_.compare_exchange_weak(seen, want)) return;
        }
    }

private:
    std::atomic<unsigned> left_;
    std::atomic<bool> failed_{false};
    std::atomic<uint64_t> high_{0};
    std::function<void(bool)> done_;
};

class SessionMap {
    template <class F>
    auto locked(F f) {
        std::lock_guard<std::mutex> g(mu_);
        return f(map_);
    }

public:
    using Ptr = std::shared_ptr<Hub>;

    template <class F>
    Ptr getOrCreate(uint32_t id, F make) {
        return locked([&](auto& m) {
            auto it = m.find(id);
            if (it != m.end()) return it->second;
            Ptr p = make();
            m.emplace(id, p);
            created_++;
            return p;
        });
    }
    void drop(uint32_t id) {
        locked([&](auto& m) {
            if (m.erase(id)) created_--;
            return 0;
        });
    }

private:
    std::mutex mu_;
    std::unordered_map<uint32_t, Ptr> map_;
    uint64_t created_ = 0;
};

}  // namespace hub
