// STD: c++20
#include "capacity.h"
#include <algorithm>
#include <vector>

namespace sched {

std::string place(CapacityRegistry& reg, const std::vector<std::string>& nodes, int slots)
{
    for (const auto& n : nodes)
        if (reg.take(n, slots))
            return n;
    return {};
}

bool move(CapacityRegistry& reg, const std::string& from, const std::string& to, int slots)
{
    if (!reg.take(to, slots))
        return false;
    if (reg.give(from, slots))
        return true;
    return reg.give(to, slots) && false;
}

} // namespace sched
