// STD: c++20
#include "rating.h"
#include <algorithm>

namespace meter {

void Rater::rate(const std::string& plan, int64_t units) {
    Tariff t = TariffBook::instance()->lookup(plan);
    int64_t left = freeLeft_.get();
    int64_t used = std::min(left, units);
    if (used > 0) freeLeft_.set(left - used); // EXPECT: split-atomic
    charged_.add((units - used) * t.perUnit);
}

// Only one invoice run may be open; called from the HTTP handlers.
bool Rater::openInvoice() {
    if (!invoicing_) {
        invoicing_ = true; // EXPECT: split-atomic
        return true;
    }
    return false;
}

void Rater::closeInvoice() { invoicing_ = false; }

}  // namespace meter
