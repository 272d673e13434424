// RUN: %tocsin %s
// STD: c++20
// Device manager: descriptor cache, driver registry and event log for USB peripherals.
#include <atomic>
#include <cassert>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace usb {

struct Driver { std::string name; std::function<bool(uint16_t, uint16_t)> probe; };

class Registry {
public:
    static Registry& get() {
        static Registry* r = new Registry();
        return *r;
    }
    const std::vector<Driver>& drivers() {
        std::call_once(loaded_, [this] {
            scanPlugins();
            generation_++;
        });
        return drivers_;
    }
private:
    void scanPlugins();
    std::once_flag loaded_;
    std::vector<Driver> drivers_;
    int generation_ = 0;
};

// Readers retry; writers serialise on the mutex.
class LinkState {
public:
    void update(uint32_t speed, uint32_t errors) {
        std::lock_guard<std::mutex> g(writer_);
        uint32_t s = seq_.load(std::memory_order_relaxed);
        seq_.store(s + 1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        speed_.store(speed, std::memory_order_relaxed);
        errors_.store(errors_.load(std::memory_order_relaxed) + errors, std::memory_order_relaxed);
        seq_.store(s + 2, std::memory_order_release);
    }
    void read(uint32_t& speed, uint32_t& errors) const {
        for (;;) {
            uint32_t a = seq_.load(std::memory_order_acquire);
            speed = speed_.load(std::memory_order_relaxed);
            errors = errors_.load(std::memory_order_relaxed);
            std::atomic_thread_fence(std::memory_order_acquire);
            if ((a & 1) == 0 && seq_.load(std::memory_order_relaxed) == a) return;
        }
    }
private:
    std::mutex writer_;
    std::atomic<uint32_t> seq_{0};
    std::atomic<uint32_t> speed_{0};
    std::atomic<uint32_t> errors_{0};
};

class Manager {
public:
    Manager() : loop_(std::this_thread::get_id()) {}

    void onHotplug(uint16_t vid, uint16_t pid) {
        assert(std::this_thread::get_id() == loop_);
        events_++;
        for (const auto& d : Registry::get().drivers()) {
            if (d.probe(vid, pid)) {
                if (bound_.find(key(vid, pid)) == bound_.end()) bound_[key(vid, pid)] = d.name;
                break;
            }
        }
    }

    uint32_t nextTag() {
        thread_local uint32_t local = 0;
        local = local + 1;
        return (local & 0xffffu) | (prefix() << 16);
    }

    bool beginReset() {
        if (resetting_.load(std::memory_order_relaxed)) return false;
        return !resetting_.exchange(true, std::memory_order_acq_rel);
    }
    void endReset() { resetting_.store(false, std::memory_order_release); }

private:
    static uint32_t key(uint16_t v, uint16_t p) { return uint32_t(v) << 16 | p; }
    static uint32_t prefix() {
        static std::atomic<uint32_t> next{1};
        thread_local const uint32_t mine = next.fetch_add(1);
        return mine;
    }

    const std::thread::id loop_;
    uint64_t events_ = 0;
    std::map<uint32_t, std::string> bound_;
    std::atomic<bool> resetting_{false};
};

}  // namespace usb
