// STD: c++20
#include "registry.h"

namespace registry {

std::vector<std::string> Zk::children(const std::string& path) const {
    std::vector<std::string> out;
    String_vector v{};
    if (zoo_get_children(zh_, path.c_str(), 0, &v) != ZOK) return out;
    for (int i = 0; i < v.count; ++i) out.emplace_back(path + "/" + v.data[i]);
    deallocate_String_vector(&v);
    return out;
}

bool renewGrant(Zk& zk, const std::string& node, const std::string& worker) {
    char buf[256];
    int len = sizeof buf;
    Stat st{};
    if (zoo_get(zk.raw(), node.c_str(), 0, buf, &len, &st) != ZOK || len < 0) return false;
    if (std::string(buf, static_cast<std::size_t>(len)) != worker) return false;
    return zoo_set(zk.raw(), node.c_str(), worker.data(), static_cast<int>(worker.size()), st.version) == ZOK;
}

}  // namespace registry
