// STD: c++20
#include "coord.hpp"

#include <cstdio>

namespace coord {

int TaskSweeper::sweepTasks() {
    int removed = 0;
    for (const auto &name : tasks_.children()) {
        Stat st{};
        if (tasks_.statNode(name, &st) != ZOK)
            continue;
        if (wallMillis() - st.ctime < retentionMs_)
            continue;
        const std::string path = tasks_.full(name);
        int rc = zoo_delete(tasks_.handle(), path.c_str(), -1); // EXPECT: timestamp-cleanup
        if (rc == ZOK)
            ++removed;
        else if (rc != ZNONODE)
            std::fprintf(stderr, "delete %s: %s\n", path.c_str(), zerror(rc));
    }
    return removed;
}

int TaskSweeper::sweepResults() {
    int removed = 0;
    for (const auto &name : results_.children()) {
        Stat st{};
        if (results_.statNode(name, &st) != ZOK || st.ephemeralOwner != 0)
            continue;
        if (wallMillis() - st.mtime < retentionMs_)
            continue;
        const std::string path = results_.full(name);
        // A writer that updated the result meanwhile wins: ZBADVERSION.
        int rc = zoo_delete(results_.handle(), path.c_str(), st.version);
        if (rc == ZOK)
            ++removed;
    }
    return removed;
}

} // namespace coord
