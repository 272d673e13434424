// STD: c++20
#include "zk_session.h"

#include <vector>

namespace coord {

ZkSession::ZkSession(const std::string& hosts)
    : zh_(zookeeper_init(hosts.c_str(), nullptr, 30000, nullptr, nullptr, 0))
{
    if (!zh_)
        throw ZkError(ZSYSTEMERROR, hosts);
}

ZkSession::~ZkSession() { zookeeper_close(zh_); }

int ZkSession::tryGet(const std::string& path, std::string& out, Stat* stat)
{
    std::vector<char> buf(64 * 1024);
    int len = static_cast<int>(buf.size());
    Stat local{};
    int rc = zoo_get(zh_, path.c_str(), 0, buf.data(), &len, stat ? stat : &local);
    if (rc == ZOK)
        out.assign(buf.data(), len < 0 ? 0 : static_cast<size_t>(len));
    return rc;
}

std::string ZkSession::get(const std::string& path, Stat* stat)
{
    std::string out;
    int rc = tryGet(path, out, stat);
    if (rc != ZOK)
        throw ZkError(rc, path);
    return out;
}

int ZkSession::trySet(const std::string& path, const std::string& data, int32_t version)
{
    return zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
}

void ZkSession::set(const std::string& path, const std::string& data, int32_t version)
{
    int rc = trySet(path, data, version);
    if (rc != ZOK)
        throw ZkError(rc, path);
}

int ZkSession::tryCreate(const std::string& path, const std::string& data, int flags)
{
    return zoo_create(zh_, path.c_str(), data.data(), static_cast<int>(data.size()),
                      &ZOO_OPEN_ACL_UNSAFE, flags, nullptr, 0);
}

int ZkSession::tryRemove(const std::string& path, int32_t version)
{
    return zoo_delete(zh_, path.c_str(), version);
}

} // namespace coord
