// STD: c++20
#include "quota_service.hpp"

namespace quota {

bool QuotaService::reserve(const std::string& tenant, long units) {
  const std::string key = keyOf(tenant);
  std::lock_guard<std::mutex> guard(mu_);

  auto resp = client_.get(key);
  if (!resp.is_ok()) return false;
  auto bucket = Bucket::decode(resp.value().as_string());
  if (!bucket || bucket->used + units > bucket->limit) return false;

  bucket->used += units;
  auto stored = client_.put(key, bucket->encode()); // EXPECT: unversioned-write
  return stored.is_ok();
}

bool QuotaService::refund(const std::string& tenant, long units) {
  const std::string key = keyOf(tenant);
  auto resp = client_.get(key);
  if (!resp.is_ok()) return false;
  auto bucket = Bucket::decode(resp.value().as_string());
  if (!bucket) return false;
  bucket->used = bucket->used > units ? bucket->used - units : 0;
  client_.modify_if(key, bucket->encode(), resp.value().modified_index()); // EXPECT: ignored-conflict
  return true;
}

bool QuotaService::setLimit(const std::string& tenant, long limit) {
  const std::string key = keyOf(tenant);
  for (int attempt = 0; attempt < 8; ++attempt) {
    auto resp = client_.get(key);
    if (!resp.is_ok()) return false;
    auto bucket = Bucket::decode(resp.value().as_string());
    if (!bucket) return false;
    bucket->limit = limit;
    if (client_.modify_if(key, bucket->encode(), resp.value().modified_index()).is_ok()) return true;
  }
  return false;
}

bool QuotaService::open(const std::string& tenant, long limit) {
  const std::string key = keyOf(tenant);
  if (client_.get(key).is_ok()) return false;
  Bucket fresh;
  fresh.limit = limit;
  return client_.add(key, fresh.encode()).is_ok();
}

bool QuotaService::close(const std::string& tenant) {
  const std::string key = keyOf(tenant);
  auto resp = client_.get(key);
  if (!resp.is_ok()) return false;
  auto bucket = Bucket::decode(resp.value().as_string());
  if (!bucket || bucket->used != 0) return false;
  return client_.rm_if(key, resp.value().modified_index()).is_ok();
}

}  // namespace quota
