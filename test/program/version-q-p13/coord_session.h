#pragma once
#include <cstdint>
#include <string>

struct _zhandle;

namespace coord {

struct NodeInfo {
  int32_t version = 0;
  int64_t mtime = 0;
};

enum class Rc { kOk, kNoNode, kNodeExists, kBadVersion, kConnection, kOther };

class Session {
 public:
  explicit Session(_zhandle* zh) : zh_(zh) {}

  Rc get(const std::string& path, std::string& data, NodeInfo* info = nullptr);
  Rc create(const std::string& path, const std::string& data);
  Rc set(const std::string& path, const std::string& data, int32_t version = -1);
  Rc remove(const std::string& path, int32_t version = -1);

 private:
  _zhandle* zh_;
};

}  // namespace coord
