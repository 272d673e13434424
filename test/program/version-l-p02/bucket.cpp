// STD: c++20
#include "quota_service.hpp"
#include <cstdio>

namespace quota {

std::string Bucket::encode() const {
  return std::to_string(limit) + "/" + std::to_string(used);
}

std::optional<Bucket> Bucket::decode(const std::string& text) {
  Bucket b;
  if (std::sscanf(text.c_str(), "%ld/%ld", &b.limit, &b.used) != 2) return std::nullopt;
  return b;
}

}  // namespace quota
