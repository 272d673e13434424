// STD: c++20
#include "segment.h"

namespace dvr {

bool RetentionPolicy::pastRetention(const Segment& s, Mono::time_point now) const {
    return s.started + keep_ < now;
}

}  // namespace dvr
