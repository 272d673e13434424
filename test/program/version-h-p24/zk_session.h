#pragma once
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace coord {

class ZkError : public std::runtime_error {
public:
    ZkError(int code, const std::string& path)
        : std::runtime_error(path + ": " + zerror(code)), code_(code) {}
    int code() const { return code_; }

private:
    int code_;
};

// Thin wrapper around the C client. try*() return the error code, the others throw.
class ZkSession {
public:
    explicit ZkSession(const std::string& hosts);
    ~ZkSession();
    ZkSession(const ZkSession&) = delete;
    ZkSession& operator=(const ZkSession&) = delete;

    int tryGet(const std::string& path, std::string& out, Stat* stat = nullptr);
    std::string get(const std::string& path, Stat* stat = nullptr);
    int trySet(const std::string& path, const std::string& data, int32_t version = -1);
    void set(const std::string& path, const std::string& data, int32_t version = -1);
    int tryCreate(const std::string& path, const std::string& data, int flags = 0);
    int tryRemove(const std::string& path, int32_t version = -1);

private:
    zhandle_t* zh_;
};

} // namespace coord
