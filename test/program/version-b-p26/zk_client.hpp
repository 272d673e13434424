#pragma once
#define THREADED
#include <zookeeper/zookeeper.h>
#include <stdexcept>
#include <string>

class ZkError : public std::runtime_error {
public:
    ZkError(int rc, const std::string& path) : std::runtime_error(path), code(rc) {}
    int code;
};

class ZkClient {
public:
    explicit ZkClient(zhandle_t* zh) : zh_(zh) {}

    std::string get(const std::string& path, Stat* stat = nullptr) const;
    bool trySet(const std::string& path, const std::string& data, int version = -1);
    void remove(const std::string& path, int version = -1);
    bool tryCreate(const std::string& path, const std::string& data);

private:
    zhandle_t* zh_;
};
