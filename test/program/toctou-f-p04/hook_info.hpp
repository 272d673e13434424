#pragma once
#include <string>
#include <sys/types.h>

namespace forge {

struct HookInfo {
    bool present = false;
    bool regular = false;
    uid_t owner = 0;
    mode_t mode = 0;
};

HookInfo inspectHook(const std::string& file);
bool trustworthy(const HookInfo& info, uid_t repoOwner);

} // namespace forge
