// STD: c++20
#include "plan.h"
#include <cerrno>
#include <sys/stat.h>

namespace forge {

bool DirCache::make(const std::string &dir) {
  if (known_.count(dir))
    return true;
  if (::mkdir(dir.c_str(), 0777) != 0 && errno != EEXIST)
    return false;
  known_.insert(dir); // EXPECT: check-then-act
  return true;
}

void DirCache::forget(const std::string &dir) {
  std::lock_guard<std::mutex> g(mu_);
  auto it = known_.find(dir);
  if (it != known_.end())
    known_.erase(it);
}

} // namespace forge
