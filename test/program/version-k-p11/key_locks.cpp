// STD: c++20
#include "key_locks.h"

namespace telemetry {

KeyLocks::Guard::Guard(KeyLocks& locks, std::string_view key) : m_(locks.stripe(key)) { m_.lock(); }

KeyLocks::Guard::~Guard() { m_.unlock(); }

}  // namespace telemetry
