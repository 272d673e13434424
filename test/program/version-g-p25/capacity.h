#pragma once
#include "etcdclient.h"
#include <optional>

namespace sched {

struct Slots {
    int total = 0;
    int used = 0;
};

class CapacityRegistry {
public:
    explicit CapacityRegistry(etcd::SyncClient& c) : etcd_(c) {}

    bool registerNode(const std::string& node, int total);
    bool take(const std::string& node, int n);
    bool give(const std::string& node, int n);
    bool retire(const std::string& node);
    void heartbeat(const std::string& node, long now);

private:
    static std::string slotKey(const std::string& node) { return "/sched/slots/" + node; }
    static std::optional<Slots> parse(const std::string& s);
    static std::string format(const Slots& s);

    etcd::SyncClient& etcd_;
};

} // namespace sched
