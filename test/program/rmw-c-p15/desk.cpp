// STD: c++20
#include "auction.h"

bool placeBid(Lot& lot, const Bid& b) {
    if (b.bidder.empty())
        return false;
    if (b.cents <= lot.highest())
        return false;
    lot.accept(b); // EXPECT-MISS: check-then-act
    return true;
}

bool placeProxyBid(Lot& lot, const Bid& b) {
    Bid step{b.bidder, b.cents / 2};
    while (step.cents < b.cents && !lot.acceptIfHigher(step))
        step.cents += 100;
    return step.cents < b.cents;
}

void lowerReserve(Lot& lot, long byCents) {
    lot.setReserve(lot.reserve() - byCents); // EXPECT: lost-update
}
