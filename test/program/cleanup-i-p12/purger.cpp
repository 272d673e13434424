// STD: c++20
#include "purger.h"

namespace edge {

int Purger::apply(const std::vector<PurgeOrder>& orders) {
    int n = 0;
    for (const auto& o : orders) {
        if (index_.generation(o.key) < o.below) {
            index_.erase(o.key); // EXPECT: timestamp-cleanup
            ++n;
        }
    }
    return n;
}

// forgets the entry, the body stays for stale-if-error
int Purger::applySoft(const std::vector<PurgeOrder>& orders) {
    int n = 0;
    for (const auto& o : orders)
        n += index_.eraseIfOlder(o.key, o.below);
    return n;
}

} // namespace edge
