// STD: c++20
#include "artifact_store.h"

namespace ci {

bool RetentionPolicy::pastRetention(const Artifact& a) const {
  return std::chrono::system_clock::now() - a.uploaded > keep_; // EXPECT: wall-clock-interval
}

}  // namespace ci
