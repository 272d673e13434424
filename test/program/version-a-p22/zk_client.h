#pragma once
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdexcept>
#include <string>

namespace coord {

class ZkError : public std::runtime_error {
public:
    ZkError(int rc, const std::string& path) : std::runtime_error(path + ": " + zerror(rc)), rc_(rc) {}
    int code() const { return rc_; }

private:
    int rc_;
};

class ZkClient {
public:
    explicit ZkClient(zhandle_t* zh) : zh_(zh) {}

    bool tryGet(const std::string& path, std::string& out, Stat* stat = nullptr);
    std::string get(const std::string& path, Stat* stat = nullptr);
    Stat stat(const std::string& path);
    int trySet(const std::string& path, const std::string& data, int version = -1);
    void set(const std::string& path, const std::string& data, int version = -1);
    int tryCreate(const std::string& path, const std::string& data);

private:
    zhandle_t* zh_;
};

}  // namespace coord
