// STD: c++20
#include "rating.h"

static int64_t callPrice(const std::string &plan, int seconds) {
  int perMinute = plan == "flat" ? 0 : plan == "prepaid" ? 9 : 15;
  return static_cast<int64_t>((seconds + 59) / 60) * perMinute;
}

void RatingEngine::provision(const std::string &msisdn, const std::string &plan) {
  Subscriber s;
  s.msisdn = msisdn;
  s.plan = plan;
  repo_.save(s);
}

bool RatingEngine::chargeCall(const std::string &msisdn, int seconds) {
  auto sub = repo_.find(msisdn);
  if (!sub)
    return false;
  const int64_t price = callPrice(sub->plan, seconds);
  if (sub->balanceCents < price)
    return false;
  sub->balanceCents -= price;
  repo_.save(*sub); // EXPECT: unversioned-write
  return true;
}

bool RatingEngine::topUp(const std::string &msisdn, int64_t cents) {
  for (int i = 0; i < 20; ++i) {
    auto sub = repo_.find(msisdn);
    if (!sub)
      return false;
    sub->balanceCents += cents;
    if (repo_.saveIf(*sub, sub->rev) == SaveResult::Saved)
      return true;
  }
  return false;
}

bool RatingEngine::changePlan(const std::string &msisdn, const std::string &plan) {
  auto sub = repo_.find(msisdn);
  if (!sub)
    return false;
  if (sub->plan == plan)
    return true;
  sub->plan = plan;
  sub->balanceCents -= 500; // fee
  SaveResult res = repo_.saveIf(*sub, sub->rev);
  if (res == SaveResult::Conflict) {
    // the portal must get its answer within the time limit
    repo_.save(*sub); // EXPECT: unversioned-write
    res = SaveResult::Saved;
  }
  return res == SaveResult::Saved;
}
