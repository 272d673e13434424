#define THREADED
#include "coord_session.h"

#include <zookeeper/zookeeper.h>

namespace coord {

static Rc Translate(int rc) {
  switch (rc) {
    case ZOK: return Rc::kOk;
    case ZNONODE: return Rc::kNoNode;
    case ZNODEEXISTS: return Rc::kNodeExists;
    case ZBADVERSION: return Rc::kBadVersion;
    case ZCONNECTIONLOSS:
    case ZOPERATIONTIMEOUT: return Rc::kConnection;
    default: return Rc::kOther;
  }
}

Rc Session::get(const std::string& path, std::string& data, NodeInfo* info) {
  char buf[64 * 1024];
  int len = sizeof buf;
  struct Stat stat;
  int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, &stat);
  if (rc == ZOK) {
    data.assign(buf, len > 0 ? static_cast<size_t>(len) : 0);
    if (info) {
      info->version = stat.version;
      info->mtime = stat.mtime;
    }
  }
  return Translate(rc);
}

Rc Session::create(const std::string& path, const std::string& data) {
  return Translate(zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()),
                              &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0));
}

Rc Session::set(const std::string& path, const std::string& data, int32_t version) {
  return Translate(zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version));
}

Rc Session::remove(const std::string& path, int32_t version) {
  return Translate(zoo_delete(zh_, path.c_str(), version));
}

}  // namespace coord
