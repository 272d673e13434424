// STD: c++20
#include "config.h"

void AuditTrail::recordEdit(const std::string& who) {
  std::lock_guard<std::mutex> g(mu_);
  last_editor_ = who;
  ++edits_;
}

void AuditTrail::recordLoad() {
  std::lock_guard<std::mutex>{mu_};
  ++loads_; // EXPECT: lost-update
}

unsigned AuditTrail::edits() const {
  std::lock_guard<std::mutex> g(mu_);
  return edits_;
}

unsigned AuditTrail::loads() const {
  std::lock_guard<std::mutex> g(mu_);
  return loads_;
}
