// STD: c++20
#include "catalog.h"
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace shop {

static MoneyFormat* makeFormat() {
    auto* f = new MoneyFormat{'$', 2};
    if (const char* cur = std::getenv("SHOP_CURRENCY"))
        f->symbol = cur[0];
    return f;
}

static const MoneyFormat& moneyFormat() {
    static MoneyFormat* fmt;
    if (!fmt)
        fmt = makeFormat(); // EXPECT: check-then-act
    return *fmt;
}

const std::string& hostTag() {
    static const std::string tag = [] {
        char buf[128] = "";
        gethostname(buf, sizeof buf - 1);
        return std::string(buf);
    }();
    return tag;
}

std::string quoteLine(const std::string& sku, unsigned qty) {
    const std::int64_t cents = PriceCatalog::current()->priceOf(sku);
    if (cents < 0)
        return sku + ": unknown";
    const MoneyFormat& f = moneyFormat();
    char out[96];
    std::snprintf(out, sizeof out, "%s: %c%.*f", sku.c_str(), f.symbol, f.decimals,
                  double(cents) * qty / 100.0);
    return out;
}

} // namespace shop
