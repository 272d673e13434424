#pragma once
#include <cstdint>
#include <stdexcept>
#include <string>
#include <zookeeper/zookeeper.h>

namespace zk {

class Error : public std::runtime_error {
public:
    Error(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
    int code() const { return code_; }

private:
    int code_;
};

class Session {
public:
    explicit Session(zhandle_t* zh) : zh_(zh) {}

    std::string get(const std::string& path, Stat* stat = nullptr);
    bool tryGet(const std::string& path, std::string& out, Stat* stat = nullptr);
    void set(const std::string& path, const std::string& data, int32_t version = -1);
    int trySet(const std::string& path, const std::string& data, int32_t version = -1);
    int tryCreate(const std::string& path, const std::string& data);
    int tryRemove(const std::string& path, int32_t version = -1);

private:
    zhandle_t* zh_;
};

} // namespace zk
