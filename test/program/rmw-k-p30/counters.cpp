// STD: c++20
#include "quote_cell.h"

namespace md {

static std::mutex g_totalsMu;
static FeedCounters g_totals;

FeedCounters& localCounters() {
    static thread_local FeedCounters c;
    return c;
}

// Called by each feed thread on its way out.
void collectCounters() {
    FeedCounters& c = localCounters();
    std::scoped_lock lk(g_totalsMu);
    g_totals.packets += c.packets;
    g_totals.gaps += c.gaps;
    if (c.nextSeq > g_totals.nextSeq)
        g_totals.nextSeq = c.nextSeq;
    c = FeedCounters{};
}

FeedCounters totals() {
    std::scoped_lock lk(g_totalsMu);
    return g_totals;
}

} // namespace md
