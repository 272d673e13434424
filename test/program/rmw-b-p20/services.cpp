// STD: c++20
#include "service.h"

void UploadService::handle(const std::string& item) {
  if (item.empty() || item.front() == '.') {
    std::lock_guard<std::mutex> g(mu_);
    rejected_.push_back(item);
    return;
  }
  bytes_ += static_cast<long>(item.size()); // EXPECT: lost-update
}

std::vector<std::string> UploadService::rejected() const {
  std::lock_guard<std::mutex> g(mu_);
  return rejected_;
}

AuditService::AuditService(int workers, long base) {
  submit("audit opened");
  start(workers);
  next_id_ += base; // EXPECT: lost-update
}

void AuditService::handle(const std::string& item) {
  std::lock_guard<std::mutex> g(mu_);
  ++next_id_;
  bytes_ += static_cast<long>(item.size());
}

long AuditService::next_id() const {
  std::lock_guard<std::mutex> g(mu_);
  return next_id_;
}
