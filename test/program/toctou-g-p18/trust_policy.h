#pragma once
#include <string>
#include <sys/types.h>

namespace plug {

class TrustPolicy {
public:
    explicit TrustPolicy(uid_t owner) : owner_(owner) {}
    bool admits(const std::string& file) const;

private:
    uid_t owner_;
};

} // namespace plug
