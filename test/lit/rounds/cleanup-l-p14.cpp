// RUN: %tocsin %s
// STD: c++20
// mvkv: multi-version store, background vacuum (C++17)
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace mvkv {

using Ts = std::uint64_t;
using Mono = std::chrono::steady_clock;

struct Version {
    Ts begin = 0;
    Ts end = UINT64_MAX; // commit timestamp of the successor
    Mono::time_point written;
    std::string value;
    Version *older = nullptr;
};

class Store {
public:
    ~Store()
    {
        for (auto &[k, head] : chains_)
            while (head)
                delete std::exchange(head, head->older);
    }

    Ts beginSnapshot()
    {
        std::lock_guard g(mu_);
        active_.insert(lastCommit_);
        return lastCommit_;
    }

    void endSnapshot(Ts s)
    {
        std::lock_guard g(mu_);
        active_.erase(active_.find(s));
    }

    // The pointer stays good until the snapshot ends.
    const Version *read(const std::string &key, Ts snap) const
    {
        std::lock_guard g(mu_);
        auto it = chains_.find(key);
        if (it == chains_.end())
            return nullptr;
        for (const Version *v = it->second; v; v = v->older)
            if (v->begin <= snap && snap < v->end)
                return v;
        return nullptr;
    }

    Ts put(const std::string &key, std::string value)
    {
        auto *v = new Version;
        v->value = std::move(value);
        std::lock_guard g(mu_);
        v->begin = ++lastCommit_;
        v->written = Mono::now();
        Version *&head = chains_[key];
        if (head)
            head->end = v->begin;
        v->older = head;
        head = v;
        return v->begin;
    }

    std::size_t vacuum(Mono::duration minAge)
    {
        std::lock_guard g(mu_);
        const Ts horizon = active_.empty() ? lastCommit_ : std::min(*active_.begin(), lastCommit_);
        const auto now = Mono::now();
        std::size_t n = 0;
        for (auto &[key, head] : chains_) {
            Version **link = &head;
            while (*link) {
                Version *v = *link;
                if (v->end > horizon || now - v->written < minAge) {
                    link = &v->older;
                    continue;
                }
                *link = v->older;
                delete v; // EXPECT-NOISE: timestamp-cleanup
                ++n;
            }
        }
        return n;
    }

private:
    mutable std::mutex mu_;
    Ts lastCommit_ = 0;
    std::multiset<Ts> active_;
    std::map<std::string, Version *> chains_;
};

} // namespace mvkv

int main()
{
    mvkv::Store s;
    s.put("a", "1");
    auto snap = s.beginSnapshot();
    s.put("a", "2");
    s.vacuum(std::chrono::seconds(0));
    int rc = s.read("a", snap)->value == "1" ? 0 : 1;
    s.endSnapshot(snap);
    return rc;
}
