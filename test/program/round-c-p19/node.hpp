#pragma once
#include <optional>
#include <string>
#include <sys/types.h>

struct NodeInfo {
    uid_t owner;
    mode_t mode;
    nlink_t links;
    bool regular() const noexcept;
};

// Facts about a directory entry, or nothing when it cannot be examined.
std::optional<NodeInfo> probe(const std::string& path) noexcept;
