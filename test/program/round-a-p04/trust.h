#pragma once
#include <string>

namespace gw {

// Answers whether a shared object may be mapped into the gateway.
class TrustPolicy {
public:
    explicit TrustPolicy(unsigned owner) : owner_(owner) {}
    bool admits(const std::string& object) const;
    const std::string& lastReason() const { return reason_; }

private:
    unsigned owner_;
    mutable std::string reason_;
};

} // namespace gw
