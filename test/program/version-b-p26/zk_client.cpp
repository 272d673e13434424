// STD: c++20
#include "zk_client.hpp"

std::string ZkClient::get(const std::string& path, Stat* stat) const
{
    char buf[4096];
    int len = sizeof buf;
    Stat local;
    int rc = zoo_get(zh_, path.c_str(), 0, buf, &len, stat ? stat : &local);
    if (rc != ZOK)
        throw ZkError(rc, path);
    return std::string(buf, len > 0 ? len : 0);
}

bool ZkClient::trySet(const std::string& path, const std::string& data, int version)
{
    int rc = zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
    if (rc == ZBADVERSION)
        return false;
    if (rc != ZOK)
        throw ZkError(rc, path);
    return true;
}

void ZkClient::remove(const std::string& path, int version)
{
    int rc = zoo_delete(zh_, path.c_str(), version);
    if (rc != ZOK && rc != ZNONODE)
        throw ZkError(rc, path);
}

bool ZkClient::tryCreate(const std::string& path, const std::string& data)
{
    int rc = zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), &ZOO_OPEN_ACL_UNSAFE, 0,
                        nullptr, 0);
    if (rc == ZNODEEXISTS)
        return false;
    if (rc != ZOK)
        throw ZkError(rc, path);
    return true;
}
