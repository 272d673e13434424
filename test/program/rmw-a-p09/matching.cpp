// STD: c++20
#include <algorithm>

#include "book.h"

void refreshTop(BookState& st) {
  st.best_bid = st.bids.empty() ? 0 : st.bids.rbegin()->first;
}

void matchCrossing(BookState& st) {
  while (!st.bids.empty() && !st.asks.empty()) {
    auto bid = std::prev(st.bids.end());
    auto ask = st.asks.begin();
    if (bid->first < ask->first) break;
    const int fill = std::min(bid->second.quantity, ask->second.quantity);
    bid->second.quantity -= fill;
    ask->second.quantity -= fill;
    st.traded += static_cast<std::uint64_t>(fill);
    if (bid->second.quantity == 0) st.bids.erase(bid);
    if (ask->second.quantity == 0) st.asks.erase(ask);
  }
  refreshTop(st);
}
