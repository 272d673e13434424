// STD: c++20
#include "coord.hpp"

#include <ctime>

namespace coord {

std::int64_t wallMillis() {
    timespec ts{};
    clock_gettime(CLOCK_REALTIME, &ts);
    return std::int64_t(ts.tv_sec) * 1000 + ts.tv_nsec / 1000000;
}

std::vector<std::string> ZkTree::children() const {
    std::vector<std::string> out;
    String_vector sv{};
    if (zoo_get_children(zh_, base_.c_str(), 0, &sv) != ZOK)
        return out;
    for (std::int32_t i = 0; i < sv.count; ++i)
        out.emplace_back(sv.data[i]);
    deallocate_String_vector(&sv);
    return out;
}

int ZkTree::statNode(const std::string &name, Stat *out) const {
    return zoo_exists(zh_, full(name).c_str(), 0, out);
}

} // namespace coord
