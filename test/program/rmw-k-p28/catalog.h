#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace shop {

class PriceCatalog {
public:
    static PriceCatalog* current();
    static void reload();

    std::int64_t priceOf(const std::string& sku) const;

private:
    explicit PriceCatalog(const std::string& path);
    std::unordered_map<std::string, std::int64_t> prices_;
};

struct MoneyFormat {
    char symbol;
    int decimals;
};

std::string quoteLine(const std::string& sku, unsigned qty);
const std::string& hostTag();

} // namespace shop
