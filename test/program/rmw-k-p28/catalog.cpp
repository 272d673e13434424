// STD: c++20
#include "catalog.h"
#include <fstream>

namespace shop {

static PriceCatalog* g_catalog;
static std::mutex g_catalogMu;

PriceCatalog::PriceCatalog(const std::string& path) {
    std::ifstream in(path);
    std::string sku;
    std::int64_t cents;
    while (in >> sku >> cents)
        prices_.emplace(sku, cents);
}

PriceCatalog* PriceCatalog::current() {
    if (!g_catalog) {
        std::lock_guard<std::mutex> g(g_catalogMu);
        g_catalog = new PriceCatalog("/etc/shop/prices"); // EXPECT: check-then-act
    }
    return g_catalog;
}

void PriceCatalog::reload() {
    auto* fresh = new PriceCatalog("/etc/shop/prices");
    std::lock_guard<std::mutex> g(g_catalogMu);
    g_catalog = fresh; // readers may still use the previous one, it is kept
}

std::int64_t PriceCatalog::priceOf(const std::string& sku) const {
    auto it = prices_.find(sku);
    return it == prices_.end() ? -1 : it->second;
}

} // namespace shop
