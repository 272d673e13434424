// STD: c++20
#include "capacity.h"
#include <cstdio>

namespace sched {

namespace {
constexpr int kCompareFailed = 101;
constexpr int kMaxTries = 12;

class ClusterLock {
public:
    ClusterLock(etcd::SyncClient& c, const std::string& name) : c_(c)
    {
        auto r = c_.lock(name);
        if (r.is_ok())
            key_ = r.lock_key();
    }
    ~ClusterLock()
    {
        if (!key_.empty())
            c_.unlock(key_);
    }
    ClusterLock(const ClusterLock&) = delete;
    ClusterLock& operator=(const ClusterLock&) = delete;
    explicit operator bool() const { return !key_.empty(); }

private:
    etcd::SyncClient& c_;
    std::string key_;
};
} // namespace

std::optional<Slots> CapacityRegistry::parse(const std::string& s)
{
    Slots v;
    if (std::sscanf(s.c_str(), "%d/%d", &v.used, &v.total) != 2)
        return std::nullopt;
    return v;
}

std::string CapacityRegistry::format(const Slots& s)
{
    return std::to_string(s.used) + "/" + std::to_string(s.total);
}

bool CapacityRegistry::registerNode(const std::string& node, int total)
{
    if (etcd_.get(slotKey(node)).is_ok())
        return false;
    return etcd_.add(slotKey(node), format({total, 0})).is_ok();
}

bool CapacityRegistry::take(const std::string& node, int n)
{
    for (int i = 0; i < kMaxTries; ++i) {
        const auto cur = etcd_.get(slotKey(node));
        if (!cur.is_ok())
            return false;
        auto slots = parse(cur.value().as_string());
        if (!slots || slots->used + n > slots->total)
            return false;
        slots->used += n;
        const auto res = etcd_.modify_if(slotKey(node), format(*slots), cur.value().modified_index());
        if (res.is_ok())
            return true;
        if (res.error_code() != kCompareFailed)
            return false;
    }
    return false;
}

bool CapacityRegistry::give(const std::string& node, int n)
{
    std::string old;
    etcd::Response res = etcd_.get(slotKey(node));
    do {
        if (!res.is_ok())
            return false;
        old = res.value().as_string();
        auto slots = parse(old);
        if (!slots)
            return false;
        slots->used = slots->used > n ? slots->used - n : 0;
        if (etcd_.modify_if(slotKey(node), format(*slots), old).is_ok())
            return true;
        res = etcd_.get(slotKey(node));
    } while (res.is_ok() && res.value().as_string() != old);
    return false;
}

bool CapacityRegistry::retire(const std::string& node)
{
    const auto cur = etcd_.get(slotKey(node));
    if (!cur.is_ok())
        return false;
    const auto slots = parse(cur.value().as_string());
    if (!slots || slots->used != 0)
        return false;
    return etcd_.rm_if(slotKey(node), cur.value().modified_index()).is_ok();
}

void CapacityRegistry::heartbeat(const std::string& node, long now)
{
    etcd_.put("/sched/beat/" + node, std::to_string(now));
}

// Zone totals are only ever written here, under the cluster-wide lock.
bool addZoneTotal(etcd::SyncClient& etcd, const std::string& zone, int n)
{
    ClusterLock lock(etcd, "/sched/lock/zone/" + zone);
    if (!lock)
        return false;
    const std::string key = "/sched/zone/" + zone;
    const auto cur = etcd.get(key);
    const int total = cur.is_ok() ? std::stoi(cur.value().as_string()) : 0;
    return etcd.put(key, std::to_string(total + n)).is_ok();
}

} // namespace sched
