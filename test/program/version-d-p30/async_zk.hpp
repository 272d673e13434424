#pragma once
#define THREADED
#include <zookeeper/zookeeper.h>

#include <functional>
#include <string>
#include <utility>

namespace fleet {

// Callback adapters for the asynchronous C interface.
class AsyncZk {
 public:
  using GetDone = std::function<void(int rc, std::string value, Stat stat)>;
  using SetDone = std::function<void(int rc)>;

  explicit AsyncZk(zhandle_t* zh) : zh_(zh) {}

  int get(const std::string& path, GetDone done);
  int exists(const std::string& path, Stat* stat);
  int set(const std::string& path, const std::string& value, int version, SetDone done);
  zhandle_t* raw() const { return zh_; }

 private:
  zhandle_t* zh_;
};

}  // namespace fleet
