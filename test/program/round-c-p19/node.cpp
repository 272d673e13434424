#include "node.hpp"
#include <sys/stat.h>

bool NodeInfo::regular() const noexcept { return S_ISREG(mode); }

std::optional<NodeInfo> probe(const std::string& path) noexcept
{
    struct stat st{};
    if (::lstat(path.c_str(), &st) != 0)
        return std::nullopt;
    return NodeInfo{st.st_uid, st.st_mode, st.st_nlink};
}
