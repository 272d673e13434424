#pragma once
#ifndef THREADED
#define THREADED
#endif
#include <zookeeper/zookeeper.h>

#include <optional>
#include <stdexcept>
#include <string>

namespace coord {

class ZkError : public std::runtime_error {
 public:
  ZkError(int rc, const std::string& path)
      : std::runtime_error(std::string(zerror(rc)) + ": " + path), code(rc) {}
  const int code;
};

// Thin layer over the C client; one per process.
class ZkSession {
 public:
  explicit ZkSession(const std::string& hosts, int timeout_ms = 10000);
  ~ZkSession();
  ZkSession(const ZkSession&) = delete;
  ZkSession& operator=(const ZkSession&) = delete;

  std::string get(const std::string& path, Stat* stat = nullptr);
  bool tryGet(const std::string& path, std::string& out, Stat* stat = nullptr);
  void set(const std::string& path, const std::string& data, int version = -1);
  bool trySet(const std::string& path, const std::string& data, int version = -1);
  bool tryCreate(const std::string& path, const std::string& data);

 private:
  zhandle_t* zh_;
};

}  // namespace coord
