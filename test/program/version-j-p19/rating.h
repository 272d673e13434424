#pragma once
#include "profile_repo.h"

class RatingEngine {
public:
  explicit RatingEngine(SubscriberRepo &repo) : repo_(repo) {}
  void provision(const std::string &msisdn, const std::string &plan);
  bool chargeCall(const std::string &msisdn, int seconds);
  bool topUp(const std::string &msisdn, int64_t cents);
  bool changePlan(const std::string &msisdn, const std::string &plan);

private:
  SubscriberRepo &repo_;
};
