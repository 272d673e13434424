#pragma once
#include <string>
#include <sys/types.h>

namespace gw {

struct Policy {
    uid_t owner = 0;
    bool allowGroupWrite = false;
};

bool meetsPolicy(const std::string &file, const Policy &policy);

} // namespace gw
