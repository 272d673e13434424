// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Partition leadership metadata of the log broker, kept in ZooKeeper.
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

namespace broker {

class ZkSession {
public:
    explicit ZkSession(const std::string& hosts)
        : zh_(zookeeper_init(hosts.c_str(), nullptr, 15000, nullptr, nullptr, 0)) {
        if (!zh_) throw std::runtime_error("zookeeper_init");
    }
    ~ZkSession() { zookeeper_close(zh_); }
    ZkSession(const ZkSession&) = delete;

    bool tryGet(const std::string& path, std::string& out, Stat* stat = nullptr) {
        char buf[4096];
        int len = sizeof buf;
        Stat local;
        int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, stat ? stat : &local);
        if (rc == ZNONODE) return false;
        if (rc != ZOK) throw std::runtime_error(path + ": " + zerror(rc));
        out.assign(buf, len > 0 ? len : 0);
        return true;
    }

    int trySet(const std::string& path, const std::string& data, int version = -1) {
        return zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
    }

    int tryCreate(const std::string& path, const std::string& data, int mode) {
        return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()),
                          &ZOO_OPEN_ACL_UNSAFE, mode, nullptr, 0);
    }

    int multi(std::vector<zoo_op_t>& ops) {
        std::vector<zoo_op_result_t> results(ops.size());
        return zoo_multi(zh_, static_cast<int>(ops.size()), ops.data(), results.data());
    }

private:
    zhandle_t* zh_;
};

class PartitionMeta {
public:
    PartitionMeta(ZkSession& zk, std::string self) : zk_(zk), self_(std::move(self)) {}

    bool addReplica(const std::string& topic, const std::string& replica) {
        const std::string path = "/topics/" + topic + "/isr";
        for (;;) {
            std::string isr;
            Stat st;
            if (!zk_.tryGet(path, isr, &st)) return false;
            isr += (isr.empty() ? "" : ",") + replica;
            int rc = zk_.trySet(path, isr, st.version);
            if (rc == ZOK) return true;
            if (rc != ZBADVERSION) return false;
        }
    }

    // Controller writes are tied to the epoch node in one multi.
    bool publishLeader(const std::string& topic, const std::string& leader, int epochVersion) {
        const std::string path = "/topics/" + topic + "/leader";
        std::string previous;
        int generation = 0;
        if (zk_.tryGet(path, previous)) generation = std::atoi(previous.c_str());
        const std::string next = std::to_string(generation + 1) + " " + leader;
        std::vector<zoo_op_t> ops(2);
        Stat written;
        zoo_check_op_init(&ops[0], "/controller_epoch", epochVersion);
        zoo_set_op_init(&ops[1], path.c_str(), next.data(), static_cast<int>(next.size()), -1, &written);
        return zk_.multi(ops) == ZOK;
    }

    void reportLoad(double cpu, long lag) {
        char text[96];
        std::snprintf(text, sizeof text, "cpu=%.1f lag=%ld", cpu, lag);
        const std::string path = "/brokers/" + self_ + "/load";
        if (zk_.trySet(path, text) == ZNONODE) zk_.tryCreate(path, text, ZOO_EPHEMERAL);
    }

    bool ensureTopic(const std::string& topic) {
        std::string existing;
        const std::string path = "/topics/" + topic;
        if (zk_.tryGet(path, existing)) return true;
        int rc = zk_.tryCreate(path, "1", ZOO_PERSISTENT);
        return rc == ZOK || rc == ZNODEEXISTS;
    }

    bool archive(const std::string& topic) {
        std::string cfg;
        if (!zk_.tryGet("/topics/" + topic + "/config", cfg)) return false;
        return zk_.trySet("/archive/" + self_ + "/" + topic, cfg) == ZOK;
    }

    void describe(const std::string& topic) {
        std::string isr;
        Stat st;
        if (zk_.tryGet("/topics/" + topic + "/isr", isr, &st))
            std::printf("%s isr=%s v%d\n", topic.c_str(), isr.c_str(), st.version);
    }

private:
    ZkSession& zk_;
    std::string self_;
};

}  // namespace broker
