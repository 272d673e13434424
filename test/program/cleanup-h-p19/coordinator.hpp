#pragma once
#define THREADED
#include <zookeeper/zookeeper.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shard {

struct NodeInfo {
    std::string path;
    std::int64_t createdMs = 0;
    std::int64_t modifiedMs = 0;
    std::int32_t version = 0;
    std::int64_t owner = 0;
};

class Coordinator {
public:
    explicit Coordinator(zhandle_t* zh) : zh_(zh) {}

    std::vector<std::string> children(const std::string& parent) const;
    std::optional<NodeInfo> info(const std::string& path) const;
    int drop(const std::string& path, int version);
    zhandle_t* handle() const { return zh_; }

private:
    zhandle_t* zh_;
};

} // namespace shard
