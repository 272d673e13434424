// STD: c++20
// Replica bookkeeping of the column store.
#include "zk_session.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

namespace store {

using coord::ZkSession;

class ReplicaState {
public:
    ReplicaState(ZkSession& zk, std::string table, std::string replica)
        : zk_(zk), base_("/tables/" + table), self_(base_ + "/replicas/" + replica) {}

    // The block number counter is shared by all replicas.
    long allocateBlock() {
        const std::string path = base_ + "/blocks";
        for (;;) {
            std::string raw;
            Stat stat{};
            int rc = zk_.tryGet(path, raw, &stat);
            if (rc == ZNONODE) {
                rc = zk_.tryCreate(path, "1");
                if (rc == ZOK) return 1;
                if (rc == ZNODEEXISTS) continue;
            }
            if (rc != ZOK) return -1;
            const long next = std::stol(raw) + 1;
            rc = zk_.trySet(path, std::to_string(next), stat.version);
            if (rc == ZOK) return next;
            if (rc != ZBADVERSION) return -1;
        }
    }

    // Own status node: only this replica writes it, the text is made here.
    int publishHost(const std::string& host, int port) {
        return zk_.trySet(self_ + "/host", host + ":" + std::to_string(port));
    }

    int publishColumns(const std::string& ddl) {
        std::string shared;
        if (int rc = zk_.tryGet(base_ + "/columns", shared); rc != ZOK) return rc;
        if (shared != ddl) std::fprintf(stderr, "columns of %s differ\n", base_.c_str());
        return zk_.trySet(self_ + "/columns", ddl);
    }

    // Copies the shared metadata to the node of this replica.
    int adoptMetadata() {
        std::string meta;
        const int rc = zk_.tryGet(base_ + "/metadata", meta);
        return rc == ZOK ? zk_.trySet(self_ + "/metadata", meta) : rc;
    }

    int dropQueueEntry(const std::string& entry) {
        const std::string path = self_ + "/queue/" + entry;
        std::string payload;
        Stat stat{};
        int rc = zk_.tryGet(path, payload, &stat);
        if (rc != ZOK) return rc;
        if (payload.find("state: finished") == std::string::npos) return ZBADARGUMENTS;
        rc = zk_.tryRemove(path, stat.version);
        if (rc == ZBADVERSION) std::fprintf(stderr, "queue entry %s changed\n", entry.c_str());
        return rc;
    }

    int markLost(const std::string& part) {
        int rc;
        do {
            std::string list;
            Stat stat{};
            rc = zk_.tryGet(base_ + "/lost_parts", list, &stat);
            if (rc != ZOK) return rc;
            list += part + "\n";
            rc = zk_.trySet(base_ + "/lost_parts", list, stat.version);
            if (rc == ZBADVERSION) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        } while (rc == ZBADVERSION);
        return rc;
    }

private:
    ZkSession& zk_;
    std::string base_;
    std::string self_;
};

}  // namespace store
