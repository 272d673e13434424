// STD: c++20
#include "zk_session.h"

namespace coord {

int ZkSession::tryGet(const std::string& path, std::string& out, Stat* stat) {
    Stat local{};
    char buf[16 * 1024];
    int len = sizeof buf;
    const int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, stat ? stat : &local);
    if (rc == ZOK) out.assign(buf, len > 0 ? len : 0);
    return rc;
}

int ZkSession::trySet(const std::string& path, const std::string& data, int version) {
    return zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
}

int ZkSession::tryRemove(const std::string& path, int version) {
    return zoo_delete(zh_, path.c_str(), version);
}

int ZkSession::tryCreate(const std::string& path, const std::string& data, int flags) {
    return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), &ZOO_OPEN_ACL_UNSAFE,
                      flags, nullptr, 0);
}

}  // namespace coord
