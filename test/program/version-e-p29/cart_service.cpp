// STD: c++20
#include <cstdlib>
#include <sstream>

#include "redis_session.h"

namespace cart {

class CartService {
 public:
  explicit CartService(RedisSession& redis) : redis_(redis) {}

  // Put an article into the basket and adapt the total.
  bool addItem(const std::string& user, const std::string& sku, long cents) {
    const std::string items = "cart:" + user, total = "total:" + user;
    return redis_.atomically({items, total}, [&]() -> std::optional<RedisSession::Writes> {
      const std::string cur = redis_.get(items).value_or("");
      const long sum = std::atol(redis_.get(total).value_or("0").c_str());
      if (sum + cents > 1000000) return std::nullopt;
      return RedisSession::Writes{{items, cur + sku + "\n"}, {total, std::to_string(sum + cents)}};
    });
  }

  // The checkout request may arrive twice: the first one wins.
  bool checkout(const std::string& user, const std::string& request_id) {
    if (!redis_.setIfAbsent("req:" + request_id, user, 86400)) return false;
    return redis_.set("order:" + request_id, redis_.get("cart:" + user).value_or(""));
  }

  // Rendered price lists are expensive; whoever renders first leaves it for the others.
  std::string priceList(const std::string& region, std::string (*render)(const std::string&)) {
    const std::string key = "pricelist:" + region;
    if (auto hit = redis_.get(key)) return *hit;
    std::string html = render(region);
    redis_.set(key, html);
    return html;
  }

  void setLanguage(const std::string& user, const std::string& lang) {
    redis_.set("lang:" + user, lang);
  }

 private:
  RedisSession& redis_;
};

}  // namespace cart
