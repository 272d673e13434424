#pragma once
#include <chrono>
#include <string>
#include <vector>

#ifndef THREADED
#define THREADED 1
#endif
#include <zookeeper/zookeeper.h>

namespace registry {

class Zk {
public:
    explicit Zk(zhandle_t* zh) : zh_(zh) {}
    zhandle_t* raw() const { return zh_; }
    std::vector<std::string> children(const std::string& path) const;

private:
    zhandle_t* zh_;
};

// Work grants: a worker rewrites its node while it is on the task.
bool renewGrant(Zk& zk, const std::string& node, const std::string& worker);

int dropOldGrants(Zk& zk, const std::string& root, std::chrono::milliseconds max_age);
int dropOldCandidates(Zk& zk, const std::string& root, std::chrono::milliseconds max_age);
int dropOldResults(Zk& zk, const std::string& root, std::chrono::milliseconds max_age);

}  // namespace registry
