// STD: c++20
#include "coord.hpp"

#include <cstdio>

static void onEvent(zhandle_t *, int type, int state, const char *path, void *) {
    std::fprintf(stderr, "zk event %d state %d %s\n", type, state, path ? path : "");
}

int main(int argc, char **argv) {
    zhandle_t *zh = zookeeper_init(argc > 1 ? argv[1] : "127.0.0.1:2181", onEvent, 10000, nullptr, nullptr, 0);
    if (!zh)
        return 1;
    coord::TaskSweeper sweeper(coord::ZkTree(zh, "/dispatch/tasks"), coord::ZkTree(zh, "/dispatch/results"),
                               std::int64_t(6) * 3600 * 1000);
    int t = sweeper.sweepTasks();
    int r = sweeper.sweepResults();
    std::printf("swept %d tasks, %d results\n", t, r);
    zookeeper_close(zh);
    return 0;
}
