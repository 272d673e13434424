// STD: c++20
#include "store.h"

#include <thread>
#include <vector>

namespace kv {

Store::Writer *Store::buildGroup(Batch *merged)
{
    Writer *last = writers_.front();
    size_t n = 0;
    for (Writer *w : writers_) {
        n += w->batch->count();
        if (n > 128 && w != writers_.front())
            break;
        for (const auto &[k, v] : w->batch->puts)
            merged->puts[k] = v;
        last = w;
    }
    return last;
}

bool Store::write(const Batch &b)
{
    Writer w(&b);
    std::unique_lock<std::mutex> lk(mutex_);
    writers_.push_back(&w);
    while (!w.done && &w != writers_.front())
        w.cv.wait(lk);
    if (w.done)
        return w.ok;

    Batch merged;
    uint64_t seq = lastSequence_;
    const uint64_t group = groups_;
    Writer *last = buildGroup(&merged);

    // Only the writer at the front of the queue gets here; it stays there
    // until it is popped below.
    lk.unlock();
    const bool ok = log_.append(seq + 1, merged);
    seq += merged.count();
    lk.lock();

    if (ok) {
        for (const auto &[k, v] : merged.puts)
            mem_[k] = v;
        lastSequence_ = seq;
        groups_ = group + 1;
    }
    for (;;) {
        Writer *ready = writers_.front();
        writers_.pop_front();
        if (ready != &w) {
            ready->ok = ok;
            ready->done = true;
            ready->cv.notify_one();
        }
        if (ready == last)
            break;
    }
    if (!writers_.empty())
        writers_.front()->cv.notify_one();
    return ok;
}

bool Store::get(const std::string &key, std::string *out) const
{
    std::lock_guard<std::mutex> g(mutex_);
    auto it = mem_.find(key);
    if (it == mem_.end())
        return false;
    *out = it->second;
    return true;
}

uint64_t Store::lastSequence() const
{
    std::lock_guard<std::mutex> g(mutex_);
    return lastSequence_;
}

} // namespace kv

int main()
{
    kv::Store store("/tmp/kv.log");
    std::vector<std::thread> ts;
    for (int i = 0; i < 8; ++i)
        ts.emplace_back([&store, i] {
            for (int k = 0; k < 100; ++k) {
                kv::Batch b;
                b.puts["k" + std::to_string(k)] = std::to_string(i);
                store.write(b);
            }
        });
    for (auto &t : ts)
        t.join();
    return store.lastSequence() == 0;
}
