// STD: c++20
#include "rating.h"

namespace meter {

TariffBook* TariffBook::instance() {
    static TariffBook* book;
    if (!book)
        book = load(); // EXPECT: check-then-act
    return book;
}

Tariff TariffBook::lookup(const std::string& plan) const {
    auto it = plans_.find(plan);
    return it == plans_.end() ? Tariff{} : it->second;
}

void Rater::work() {
    std::string plan;
    int64_t units = 0;
    while (nextUsage(plan, units)) rate(plan, units);
}

void Rater::start(unsigned workers) {
    workers_.reserve(workers);
    for (unsigned i = 0; i < workers; ++i) workers_.emplace_back(&Rater::work, this);
}

void Rater::stop() {
    for (auto& w : workers_) w.join();
    workers_.clear();
}

}  // namespace meter
