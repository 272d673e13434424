// STD: c++20
#define THREADED
#include "zksession.h"
#include <vector>

namespace zk {

bool Session::tryGet(const std::string& path, std::string& out, Stat* stat)
{
    std::vector<char> buf(64 * 1024);
    int len = static_cast<int>(buf.size());
    Stat local{};
    const int rc = zoo_get(zh_, path.c_str(), 0, buf.data(), &len, &local);
    if (rc == ZNONODE)
        return false;
    if (rc != ZOK)
        throw Error(rc, "get " + path);
    out.assign(buf.data(), len > 0 ? static_cast<size_t>(len) : 0);
    if (stat)
        *stat = local;
    return true;
}

std::string Session::get(const std::string& path, Stat* stat)
{
    std::string v;
    if (!tryGet(path, v, stat))
        throw Error(ZNONODE, "get " + path);
    return v;
}

int Session::trySet(const std::string& path, const std::string& data, int32_t version)
{
    const int rc = zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
    if (rc != ZOK && rc != ZBADVERSION && rc != ZNONODE)
        throw Error(rc, "set " + path);
    return rc;
}

void Session::set(const std::string& path, const std::string& data, int32_t version)
{
    const int rc = trySet(path, data, version);
    if (rc != ZOK)
        throw Error(rc, "set " + path);
}

int Session::tryCreate(const std::string& path, const std::string& data)
{
    return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()),
                      &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0);
}

int Session::tryRemove(const std::string& path, int32_t version)
{
    return zoo_delete(zh_, path.c_str(), version);
}

} // namespace zk
