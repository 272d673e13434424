#pragma once
#include "etcd_client.hpp"
#include <mutex>
#include <optional>
#include <string>

namespace quota {

struct Bucket {
  long limit = 0;
  long used = 0;

  std::string encode() const;
  static std::optional<Bucket> decode(const std::string& text);
};

// One instance per API gateway process; the buckets are shared by all gateways.
class QuotaService {
public:
  explicit QuotaService(etcd::SyncClient& client) : client_(client) {}

  bool reserve(const std::string& tenant, long units);
  bool refund(const std::string& tenant, long units);
  bool setLimit(const std::string& tenant, long limit);
  bool open(const std::string& tenant, long limit);
  bool close(const std::string& tenant);

private:
  static std::string keyOf(const std::string& tenant) { return "/quota/" + tenant; }

  etcd::SyncClient& client_;
  std::mutex mu_;
};

}  // namespace quota
