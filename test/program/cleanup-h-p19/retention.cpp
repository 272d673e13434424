// STD: c++20
#include "coordinator.hpp"

#include <cstdio>

namespace shard {

static std::int64_t wallMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

// Rebalance proposals: written by the planner, executed by whichever shard leader picks them up.
int dropOldProposals(Coordinator& co, std::chrono::minutes keep)
{
    int dropped = 0;
    const std::int64_t cutoff = wallMs() - std::chrono::milliseconds(keep).count();
    for (const auto& path : co.children("/shards/proposals")) {
        Stat st{};
        if (zoo_exists(co.handle(), path.c_str(), 0, &st) != ZOK)
            continue;
        if (st.ctime >= cutoff)
            continue;
        const int rc = zoo_delete(co.handle(), path.c_str(), -1); // EXPECT: timestamp-cleanup
        if (rc == ZOK)
            ++dropped;
        else
            std::fprintf(stderr, "%s: %s\n", path.c_str(), zerror(rc));
    }
    return dropped;
}

// Worker offsets are rewritten by their worker at every checkpoint.
int dropOldOffsets(Coordinator& co, std::chrono::hours keep)
{
    int dropped = 0;
    const std::int64_t cutoff = wallMs() - std::chrono::milliseconds(keep).count();
    for (const auto& path : co.children("/shards/offsets")) {
        const auto node = co.info(path);
        if (!node || node->modifiedMs >= cutoff)
            continue;
        const int rc = co.drop(path, node->version);
        if (rc == ZOK)
            ++dropped;
        else if (rc != ZBADVERSION)
            std::fprintf(stderr, "%s: %s\n", path.c_str(), zerror(rc));
    }
    return dropped;
}

int dropOldBarriers(Coordinator& co, std::chrono::hours keep)
{
    int dropped = 0;
    for (const auto& path : co.children("/shards/barriers")) {
        const auto node = co.info(path);
        if (!node)
            continue;
        const auto age = wallMs() - node->createdMs;
        if (age > std::chrono::milliseconds(keep).count() && co.drop(path, -1) == ZOK) // EXPECT: timestamp-cleanup
            ++dropped;
    }
    return dropped;
}

} // namespace shard
