// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++17
// A helper gives value and version; where it has set no version, its result
// says that there is no value either.
#include <libmemcached/memcached.h>
#include <optional>
#include <string>

static std::optional<std::string> fetch(memcached_st *mc,
                                        const std::string &key,
                                        uint64_t &version) {
  const char *keys[] = {key.data()};
  const size_t sizes[] = {key.size()};
  if (memcached_mget(mc, keys, sizes, 1) != MEMCACHED_SUCCESS)
    return std::nullopt;
  memcached_return_t rc;
  std::optional<std::string> out;
  while (memcached_result_st *r = memcached_fetch_result(mc, nullptr, &rc)) {
    out.emplace(memcached_result_value(r), memcached_result_length(r));
    version = memcached_result_cas(r);
    memcached_result_free(r);
  }
  return out;
}

bool extend(memcached_st *mc, const std::string &key) {
  for (int i = 0; i < 5; ++i) {
    uint64_t version = 0;
    auto old = fetch(mc, key, version);
    if (!old)
      return false;
    std::string text = *old + ",x";
    auto rc = memcached_cas(mc, key.data(), key.size(), text.data(),
                            text.size(), 0, 0, version);
    if (rc == MEMCACHED_SUCCESS)
      return true;
  }
  return false;
}

bool extendAnyway(memcached_st *mc, const std::string &key) {
  uint64_t version = 0;
  auto old = fetch(mc, key, version);
  std::string text = old.value_or("") + ",x";
  return memcached_cas(mc, key.data(), key.size(), text.data(), text.size(), 0, // EXPECT: unversioned-write
                       0, version) == MEMCACHED_SUCCESS;
}
