#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

struct Subscriber {
  std::string msisdn;
  std::string plan;
  int64_t balanceCents = 0;
  uint32_t rev = 0;
};

enum class SaveResult { Saved, Conflict, Missing };

/// Subscribers by phone number. Shared by the rating threads, the top-up
/// gateway and the self-care portal.
class SubscriberRepo {
public:
  std::optional<Subscriber> find(const std::string &msisdn) const;
  /// Stores the record whatever is there.
  void save(const Subscriber &s);
  /// Stores the record if it still has revision `expectedRev`.
  SaveResult saveIf(const Subscriber &s, uint32_t expectedRev);

private:
  mutable std::mutex mu_;
  std::unordered_map<std::string, Subscriber> rows_;
};
