// STD: c++20
#include "coordinator.hpp"

namespace shard {

std::vector<std::string> Coordinator::children(const std::string& parent) const
{
    std::vector<std::string> out;
    String_vector sv{};
    if (zoo_get_children(zh_, parent.c_str(), 0, &sv) != ZOK)
        return out;
    for (int i = 0; i < sv.count; ++i)
        out.push_back(parent + "/" + sv.data[i]);
    deallocate_String_vector(&sv);
    return out;
}

std::optional<NodeInfo> Coordinator::info(const std::string& path) const
{
    Stat st{};
    if (zoo_exists(zh_, path.c_str(), 0, &st) != ZOK)
        return std::nullopt;
    return NodeInfo{path, st.ctime, st.mtime, st.version, st.ephemeralOwner};
}

int Coordinator::drop(const std::string& path, int version)
{
    return zoo_delete(zh_, path.c_str(), version);
}

} // namespace shard
