// STD: c++20
#include "catalog.h"
#include <thread>
#include <vector>

bool nextQuote(int worker, std::string& sku, unsigned& qty);
void reply(int worker, const std::string& text);

static void serve(int worker) {
    std::string sku;
    unsigned qty = 0;
    while (nextQuote(worker, sku, qty)) {
        if (sku == "!reload") {
            shop::PriceCatalog::reload();
            reply(worker, "reloaded on " + shop::hostTag());
            continue;
        }
        reply(worker, shop::quoteLine(sku, qty));
    }
}

int main() {
    std::vector<std::thread> pool;
    for (int i = 0; i < 12; ++i)
        pool.emplace_back(serve, i);
    for (auto& t : pool)
        t.join();
}
