// RUN: %tocsin %s
// STD: c++20
// Tablet server fragment: writes go through a locked visitor, compaction passes
// the caller's lock down several levels.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <pthread.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class RawLock {
public:
    RawLock() { pthread_mutex_init(&m_, nullptr); }
    ~RawLock() { pthread_mutex_destroy(&m_); }
    RawLock(const RawLock&) = delete;
    RawLock& operator=(const RawLock&) = delete;
    void Enter() { pthread_mutex_lock(&m_); }
    void Leave() { pthread_mutex_unlock(&m_); }
private:
    pthread_mutex_t m_;
};

class Hold {
public:
    explicit Hold(RawLock& l) : l_(&l) { l_->Enter(); }
    Hold(Hold&& o) noexcept : l_(std::exchange(o.l_, nullptr)) {}
    ~Hold() {
        if (l_)
            l_->Leave();
    }
    Hold(const Hold&) = delete;
    template <class F>
    void relaxed(F&& f) {
        l_->Leave();
        f();
        l_->Enter();
    }
private:
    RawLock* l_;
};

class Tablet {
public:
    struct State {
        std::map<std::string, std::string> memtable;
        std::vector<std::map<std::string, std::string>> runs;
        uint64_t seq = 0;
        uint64_t flushes = 0;
        size_t bytes = 0;
        bool compacting = false;
    };

    template <class Fn>
    auto mutate(Fn&& fn) {
        Hold h = hold();
        return fn(state_);
    }

    uint64_t put(const std::string& k, std::string v) {
        Hold h = hold();
        account(k, v);
        auto it = state_.memtable.find(k);
        if (it == state_.memtable.end())
            state_.memtable.emplace(k, std::move(v));
        else
            it->second = std::move(v);
        maybeFlush(h);
        return ++state_.seq;
    }

    void compact() {
        Hold h = hold();
        if (state_.compacting || state_.runs.size() < 2)
            return;
        state_.compacting = true;
        auto inputs = std::move(state_.runs);
        state_.runs.clear();
        std::map<std::string, std::string> merged;
        h.relaxed([&] {
            for (auto it = inputs.rbegin(); it != inputs.rend(); ++it)
                merged.insert(it->begin(), it->end());
        });
        state_.runs.insert(state_.runs.begin(), std::move(merged));
        state_.compacting = false;
        ++state_.flushes;
    }

private:
    Hold hold() { return Hold(lock_); }

    void account(const std::string& k, const std::string& v) { state_.bytes += k.size() + v.size(); }

    void maybeFlush(Hold& h) {
        if (state_.bytes > 4096)
            flush(h);
    }
    void flush(Hold& h) {
        rotate(h);
        state_.flushes++;
    }
    void rotate(Hold&) {
        state_.runs.push_back(std::move(state_.memtable));
        state_.memtable.clear();
        state_.bytes = 0;
    }

    RawLock lock_;
    State state_;
};

int main() {
    auto tablet = std::make_unique<Tablet>();
    std::vector<std::thread> writers;
    for (int w = 0; w < 4; ++w)
        writers.emplace_back([&t = *tablet, w] {
            for (int i = 0; i < 5000; ++i) {
                t.put("k" + std::to_string(i % 700), std::string(size_t(w + 1), 'v'));
                if (i % 500 == 0)
                    t.compact();
                t.mutate([](Tablet::State& s) {
                    if (s.seq % 1000 == 0)
                        s.seq += 1;
                    return s.seq;
                });
            }
        });
    for (auto& t : writers)
        t.join();
    std::cout << tablet->mutate([](Tablet::State& s) { return s.flushes; }) << '\n';
}
