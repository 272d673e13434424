// STD: c++20
#include <iostream>
#include <thread>
#include <vector>

#include "price_book.h"

namespace shop {

enum class Http { kOk = 200, kNotFound = 404, kPreconditionFailed = 412 };

struct Patch {
  std::string sku;
  std::optional<int64_t> net;
  std::optional<int64_t> floor;
  uint64_t if_match;
};

Http handlePatch(PriceBook& book, const Patch& p) {
  try {
    uint64_t v = p.if_match;
    if (p.net) book.setNet(p.sku, *p.net, v++);
    if (p.floor) book.setFloor(p.sku, *p.floor, v);
    return Http::kOk;
  } catch (const VersionConflict&) {
    return Http::kPreconditionFailed;
  } catch (const std::out_of_range&) {
    return Http::kNotFound;
  }
}

bool repriceOne(PriceBook& book, const std::string& sku, int percent) {
  for (int i = 0; i < 3; ++i) {
    auto row = book.get(sku);
    if (!row) return true;
    try {
      book.setNet(sku, row->net_cents * (100 + percent) / 100, row->version);
      return true;
    } catch (const VersionConflict& e) {
      std::clog << sku << ": " << e.what() << ", once more\n";
    }
  }
  return false;
}

void serve(PriceBook& book, std::vector<Patch> patches) {
  std::vector<std::jthread> pool;
  for (const Patch& p : patches)
    pool.emplace_back([&book, p] { std::clog << static_cast<int>(handlePatch(book, p)) << '\n'; });
}

}  // namespace shop
