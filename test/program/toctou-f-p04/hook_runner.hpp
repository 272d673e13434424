#pragma once
#include <string>
#include <sys/types.h>
#include <vector>

namespace forge {

class HookRunner {
public:
    HookRunner(std::string gitDir, uid_t owner) : gitDir_(std::move(gitDir)), owner_(owner) {}

    // Exit status of the hook; 0 when the repository has none.
    int run(const std::string& name, const std::vector<std::string>& refs) const;
    std::string describe(const std::string& name) const;

private:
    std::string hookPath(const std::string& name) const { return gitDir_ + "/hooks/" + name; }

    std::string gitDir_;
    uid_t owner_;
};

} // namespace forge
