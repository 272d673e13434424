// STD: c++20
#include "ref.h"

namespace gfx {

void RefCounted::release() const noexcept {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
        delete this;
}

} // namespace gfx
