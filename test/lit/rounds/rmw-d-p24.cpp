// RUN: %tocsin %s
// STD: c++20
// Replicated key-value shard: optimistic updates and a compaction thread.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>

namespace kv {

struct Value {
    std::string data;
    std::uint64_t version = 0;
};

class Shard {
public:
    std::optional<Value> get(const std::string& k) const {
        std::shared_lock lk(rw_);
        auto it = map_.find(k);
        if (it == map_.end())
            return std::nullopt;
        return it->second;
    }

    bool replaceIf(const std::string& k, std::uint64_t seen, std::string data) {
        std::unique_lock lk(rw_);
        auto it = map_.find(k);
        if (it == map_.end() || it->second.version != seen)
            return false;
        bytes_ += static_cast<std::int64_t>(data.size()) -
                  static_cast<std::int64_t>(it->second.data.size());
        it->second.data = std::move(data);
        it->second.version = seen + 1;
        return true;
    }

    bool update(const std::string& k, const std::function<std::string(const std::string&)>& fn) {
        for (int attempt = 0; attempt < 16; ++attempt) {
            auto v = get(k);
            if (!v)
                return false;
            if (replaceIf(k, v->version, fn(v->data)))
                return true;
        }
        return false;
    }

    void put(const std::string& k, std::string data) {
        std::unique_lock lk(rw_);
        auto& v = map_[k];
        bytes_ += static_cast<std::int64_t>(data.size()) - static_cast<std::int64_t>(v.data.size());
        v.data = std::move(data);
        ++v.version;
    }

    // Normalises one value; the transformation runs outside the lock.
    void compactOne(const std::string& k) {
        std::uint64_t version;
        std::string copy;
        {
            std::shared_lock lk(rw_);
            auto it = map_.find(k);
            if (it == map_.end())
                return;
            version = it->second.version;
            copy = it->second.data;
        }
        while (!copy.empty() && copy.back() == ' ')
            copy.pop_back();
        std::unique_lock lk(rw_);
        auto it = map_.find(k);
        if (it == map_.end() || it->second.version != version)
            return;
        const auto saved = static_cast<std::int64_t>(it->second.data.size() - copy.size());
        it->second.data.swap(copy);
        ++it->second.version;
        bytes_ -= saved;
    }

private:
    mutable std::shared_mutex rw_;
    std::map<std::string, Value> map_;
    std::int64_t bytes_ = 0;
};

class QuotaPool {
public:
    explicit QuotaPool(std::uint64_t cap) : avail_(cap), cap_(cap) {}

    bool take(std::uint64_t n, std::chrono::milliseconds patience) {
        const auto until = std::chrono::steady_clock::now() + patience;
        std::unique_lock<std::mutex> lk(mu_);
        std::uint64_t have = avail_;
        while (have < n) {
            if (cv_.wait_until(lk, until) == std::cv_status::timeout)
                return false;
            have = avail_;
        }
        avail_ = have - n;
        return true;
    }

    void give(std::uint64_t n) {
        std::unique_lock<std::mutex> lk(mu_);
        const std::uint64_t room = cap_ - avail_;
        const std::uint64_t back = n < room ? n : room;
        avail_ += back;
        lk.unlock();
        cv_.notify_all();
        if (back < n) {
            lk.lock();
            overflow_ += n - back;
        }
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::uint64_t avail_;
    const std::uint64_t cap_;
    std::uint64_t overflow_ = 0;
};

std::jthread startCompactor(Shard& s, const std::string& prefix) {
    return std::jthread([&s, prefix](std::stop_token st) {
        for (int i = 0; !st.stop_requested(); i = (i + 1) % 1000) {
            s.compactOne(prefix + std::to_string(i));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    });
}

} // namespace kv
