// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Shopping basket service. Baskets are kept in memcached only; a basket is a
// list of "sku=count" joined by ';'.
#include <libmemcached/memcached.h>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

namespace shop {

using Basket = std::map<std::string, int>;

static Basket decode(const std::string &s) {
  Basket b;
  std::istringstream in(s);
  for (std::string item; std::getline(in, item, ';');) {
    auto eq = item.find('=');
    if (eq != std::string::npos)
      b[item.substr(0, eq)] = std::atoi(item.c_str() + eq + 1);
  }
  return b;
}

static std::string encode(const Basket &b) {
  std::ostringstream out;
  for (auto &[sku, n] : b)
    out << sku << '=' << n << ';';
  return out.str();
}

class BasketCache {
public:
  explicit BasketCache(const char *servers)
      : mc_(memcached(servers, std::char_traits<char>::length(servers)), &memcached_free) {
    memcached_behavior_set(mc_.get(), MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
  }

  bool addItem(const std::string &user, const std::string &sku, int n) {
    const std::string key = "basket:" + user;
    size_t len = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    std::unique_ptr<char, decltype(&std::free)> raw(
        memcached_get(mc_.get(), key.data(), key.size(), &len, &flags, &rc), &std::free);
    if (rc == MEMCACHED_NOTFOUND) {
      std::string first = encode({{sku, n}});
      return memcached_add(mc_.get(), key.data(), key.size(), first.data(), first.size(), kTtl, 0) ==
             MEMCACHED_SUCCESS;
    }
    if (rc != MEMCACHED_SUCCESS)
      return false;
    Basket b = decode(std::string(raw.get(), len));
    b[sku] += n;
    std::string val = encode(b);
    rc = memcached_set(mc_.get(), key.data(), key.size(), val.data(), val.size(), kTtl, flags); // EXPECT: unversioned-write
    return rc == MEMCACHED_SUCCESS;
  }

  bool removeItem(const std::string &user, const std::string &sku) {
    const std::string key = "basket:" + user;
    for (int i = 0; i < 5; ++i) {
      uint64_t cas = 0;
      auto text = fetch(key, cas);
      if (!text)
        return false;
      Basket b = decode(*text);
      b.erase(sku);
      std::string val = encode(b);
      auto rc = memcached_cas(mc_.get(), key.data(), key.size(), val.data(), val.size(), kTtl, 0, cas);
      if (rc == MEMCACHED_SUCCESS)
        return true;
      if (rc != MEMCACHED_DATA_EXISTS)
        return false;
    }
    return false;
  }

  // Product title: plain read-through cache in front of the catalogue.
  template <class Loader> std::string title(const std::string &sku, Loader load) {
    const std::string key = "title:" + sku;
    uint64_t cas = 0;
    if (auto hit = fetch(key, cas))
      return *hit;
    std::string t = load(sku);
    memcached_set(mc_.get(), key.data(), key.size(), t.data(), t.size(), 3600, 0);
    return t;
  }

private:
  static constexpr time_t kTtl = 86400;

  std::optional<std::string> fetch(const std::string &key, uint64_t &cas) {
    const char *keys[] = {key.data()};
    const size_t lens[] = {key.size()};
    if (memcached_mget(mc_.get(), keys, lens, 1) != MEMCACHED_SUCCESS)
      return std::nullopt;
    memcached_return_t rc;
    std::optional<std::string> out;
    while (memcached_result_st *r = memcached_fetch_result(mc_.get(), nullptr, &rc)) {
      out.emplace(memcached_result_value(r), memcached_result_length(r));
      cas = memcached_result_cas(r);
      memcached_result_free(r);
    }
    return out;
  }

  std::unique_ptr<memcached_st, decltype(&memcached_free)> mc_;
};

} // namespace shop

int main(int argc, char **argv) {
  shop::BasketCache c("--SERVER=127.0.0.1:11211");
  if (argc > 2 && c.addItem(argv[1], argv[2], 1))
    return 0;
  return 1;
}
