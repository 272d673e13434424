#pragma once

#define THREADED
#include <zookeeper/zookeeper.h>

#include <string>

namespace coord {

class ZkSession {
public:
    explicit ZkSession(zhandle_t* zh) : zh_(zh) {}

    int tryGet(const std::string& path, std::string& out, Stat* stat = nullptr);
    int trySet(const std::string& path, const std::string& data, int version = -1);
    int tryRemove(const std::string& path, int version = -1);
    int tryCreate(const std::string& path, const std::string& data, int flags = 0);

private:
    zhandle_t* zh_;
};

}  // namespace coord
