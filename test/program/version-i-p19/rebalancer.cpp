// STD: c++20
#include "rebalancer.h"

#include <algorithm>
#include <iostream>

namespace meta {

bool Rebalancer::addReplica(const std::string &shard, const std::string &host)
{
    for (int i = 0; i < 5; ++i) {
        auto p = cat_.Load(shard);
        if (!p)
            return false;
        if (std::find(p->replicas.begin(), p->replicas.end(), host) != p->replicas.end())
            return true;
        p->replicas.push_back(host);
        PutStatus st = cat_.SaveIf(*p, p->revision);
        if (st == PutStatus::Done)
            return true;
        if (st != PutStatus::RevisionMismatch)
            return false;
    }
    return false;
}

bool Rebalancer::dropReplica(const std::string &shard, const std::string &host)
{
    auto p = cat_.Load(shard);
    if (!p)
        return false;
    auto it = std::remove(p->replicas.begin(), p->replicas.end(), host);
    if (it == p->replicas.end())
        return true;
    p->replicas.erase(it, p->replicas.end());
    if (p->primary == host)
        p->primary = p->replicas.empty() ? std::string() : p->replicas.front();
    return cat_.Save(*p) == PutStatus::Done; // EXPECT: unversioned-write
}

bool Rebalancer::promote(const std::string &shard, const std::string &host, const std::vector<std::string> &set)
{
    if (!leader_.is_leader()) {
        std::clog << "not leading, skip promote of " << shard << '\n';
        return false;
    }
    Placement p;
    p.shard = shard;
    p.primary = host;
    p.replicas = set;
    return cat_.Save(p) == PutStatus::Done; // EXPECT: unversioned-write
}

bool Rebalancer::failover(const std::string &shard, const std::string &host, const std::vector<std::string> &set)
{
    if (!leader_.is_leader())
        return false;
    const uint64_t epoch = leader_.epoch();
    Placement p{shard, set, host, 0};
    switch (cat_.SaveFenced(p, epoch)) {
    case PutStatus::Done:
        return true;
    case PutStatus::Fenced:
        std::clog << "deposed at epoch " << epoch << '\n';
        return false;
    default:
        return false;
    }
}

bool Rebalancer::seed(const std::string &shard, const std::string &host)
{
    if (cat_.Load(shard))
        return false;
    return cat_.Create(Placement{shard, {host}, host, 0}) == PutStatus::Done;
}

} // namespace meta
