#pragma once
#include "object_index.h"
#include <vector>

namespace edge {

struct PurgeOrder {
    std::string key;
    std::uint64_t below;
};

class Purger {
public:
    explicit Purger(ObjectIndex& index) : index_(index) {}
    int apply(const std::vector<PurgeOrder>& orders);
    int applySoft(const std::vector<PurgeOrder>& orders);

private:
    ObjectIndex& index_;
};

} // namespace edge
