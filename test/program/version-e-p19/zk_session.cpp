// STD: c++20
#include "zk_session.h"

namespace coord {

ZkSession::ZkSession(const std::string& hosts, int timeout_ms)
    : zh_(zookeeper_init(hosts.c_str(), nullptr, timeout_ms, nullptr, nullptr, 0)) {
  if (!zh_) throw std::runtime_error("zookeeper_init " + hosts);
}

ZkSession::~ZkSession() { zookeeper_close(zh_); }

bool ZkSession::tryGet(const std::string& path, std::string& out, Stat* stat) {
  std::string buf(64 * 1024, '\0');
  int len = static_cast<int>(buf.size());
  Stat local{};
  const int rc = zoo_get(zh_, path.c_str(), 0, buf.data(), &len, &local);
  if (rc == ZNONODE) return false;
  if (rc != ZOK) throw ZkError(rc, path);
  buf.resize(len < 0 ? 0 : static_cast<size_t>(len));
  out.swap(buf);
  if (stat) *stat = local;
  return true;
}

std::string ZkSession::get(const std::string& path, Stat* stat) {
  std::string out;
  if (!tryGet(path, out, stat)) throw ZkError(ZNONODE, path);
  return out;
}

bool ZkSession::trySet(const std::string& path, const std::string& data, int version) {
  const int rc = zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
  if (rc == ZBADVERSION) return false;
  if (rc != ZOK) throw ZkError(rc, path);
  return true;
}

void ZkSession::set(const std::string& path, const std::string& data, int version) {
  if (!trySet(path, data, version)) throw ZkError(ZBADVERSION, path);
}

bool ZkSession::tryCreate(const std::string& path, const std::string& data) {
  const int rc = zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()),
                            &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0);
  if (rc == ZNODEEXISTS) return false;
  if (rc != ZOK) throw ZkError(rc, path);
  return true;
}

}  // namespace coord
