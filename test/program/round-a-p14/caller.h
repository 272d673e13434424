#pragma once
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace lpq {

// Becomes the invoking user for a scope.
class AsCaller {
public:
    AsCaller();
    ~AsCaller();
    AsCaller(const AsCaller&) = delete;
    AsCaller& operator=(const AsCaller&) = delete;

private:
    uid_t saved_;
};

bool callerMayRead(const std::string& document);

} // namespace lpq
