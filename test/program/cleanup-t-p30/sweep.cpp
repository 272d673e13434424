// STD: c++17
#include "workspace.h"

#include <cstdio>

namespace devbox {

int sweep(Catalog& catalog, std::int64_t idle_limit) {
    int dropped = 0;
    for (const Workspace& w : catalog.list()) {
        if (w.idle_seconds <= idle_limit) continue;
        if (catalog.dropIfUnchanged(w))
            ++dropped;
        else
            std::fprintf(stderr, "workspace %lld is in use again\n", static_cast<long long>(w.id));
    }
    const long gone = catalog.expireReservations();
    if (gone > 0) std::fprintf(stderr, "%ld reservations expired\n", gone);
    return dropped;
}

}  // namespace devbox
