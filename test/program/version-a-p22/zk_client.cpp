#include "zk_client.h"

namespace coord {

bool ZkClient::tryGet(const std::string& path, std::string& out, Stat* stat) {
    char buf[4096];
    int len = sizeof(buf);
    Stat local;
    const int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, stat ? stat : &local);
    if (rc == ZNONODE)
        return false;
    if (rc != ZOK)
        throw ZkError(rc, path);
    out.assign(buf, len > 0 ? len : 0);
    return true;
}

std::string ZkClient::get(const std::string& path, Stat* stat) {
    std::string out;
    if (!tryGet(path, out, stat))
        throw ZkError(ZNONODE, path);
    return out;
}

Stat ZkClient::stat(const std::string& path) {
    Stat st;
    const int rc = zoo_exists(zh_, path.c_str(), 0, &st);
    if (rc != ZOK)
        throw ZkError(rc, path);
    return st;
}

int ZkClient::trySet(const std::string& path, const std::string& data, int version) {
    return zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
}

void ZkClient::set(const std::string& path, const std::string& data, int version) {
    const int rc = trySet(path, data, version);
    if (rc != ZOK)
        throw ZkError(rc, path);
}

int ZkClient::tryCreate(const std::string& path, const std::string& data) {
    return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0);
}

}  // namespace coord
