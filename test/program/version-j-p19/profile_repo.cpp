// STD: c++20
#include "profile_repo.h"

std::optional<Subscriber> SubscriberRepo::find(const std::string &msisdn) const {
  std::lock_guard<std::mutex> lock(mu_);
  auto it = rows_.find(msisdn);
  return it == rows_.end() ? std::nullopt : std::optional<Subscriber>(it->second);
}

void SubscriberRepo::save(const Subscriber &s) {
  std::lock_guard<std::mutex> lock(mu_);
  Subscriber &row = rows_[s.msisdn];
  uint32_t rev = row.rev;
  row = s;
  row.rev = rev + 1;
}

SaveResult SubscriberRepo::saveIf(const Subscriber &s, uint32_t expectedRev) {
  std::lock_guard<std::mutex> lock(mu_);
  auto it = rows_.find(s.msisdn);
  if (it == rows_.end())
    return SaveResult::Missing;
  if (it->second.rev != expectedRev)
    return SaveResult::Conflict;
  it->second = s;
  it->second.rev = expectedRev + 1;
  return SaveResult::Saved;
}
