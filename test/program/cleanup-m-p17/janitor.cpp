// STD: c++20
#include "registry.h"

#include <cstdio>

namespace registry {

namespace {

std::int64_t epochMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

int dropOldGrants(Zk& zk, const std::string& root, std::chrono::milliseconds max_age) {
    int n = 0;
    for (const auto& node : zk.children(root)) {
        Stat st{};
        if (zoo_exists(zk.raw(), node.c_str(), 0, &st) != ZOK) continue;
        if (epochMs() - st.ctime < max_age.count()) continue;
        if (zoo_delete(zk.raw(), node.c_str(), -1) == ZOK) // EXPECT: timestamp-cleanup
            ++n;
    }
    return n;
}

// Candidates are ephemeral as long as their session lives; what is left over is persistent.
int dropOldCandidates(Zk& zk, const std::string& root, std::chrono::milliseconds max_age) {
    int n = 0;
    for (const auto& node : zk.children(root)) {
        Stat st{};
        if (zoo_exists(zk.raw(), node.c_str(), 0, &st) != ZOK) continue;
        if (st.ephemeralOwner != 0) continue;
        if (epochMs() - st.mtime > max_age.count() && zoo_delete(zk.raw(), node.c_str(), st.version) == ZOK) ++n;
    }
    return n;
}

int dropOldResults(Zk& zk, const std::string& root, std::chrono::milliseconds max_age) {
    int n = 0;
    for (const auto& node : zk.children(root)) {
        Stat st{};
        char data[1024];
        int len = sizeof data;
        if (zoo_get(zk.raw(), node.c_str(), 0, data, &len, &st) != ZOK) continue;
        if (epochMs() - st.mtime <= max_age.count()) continue;
        int rc = zoo_delete(zk.raw(), node.c_str(), st.version);
        if (rc == ZOK) ++n;
        else if (rc == ZBADVERSION) std::fprintf(stderr, "%s rewritten, kept\n", node.c_str());
    }
    return n;
}

}  // namespace registry
