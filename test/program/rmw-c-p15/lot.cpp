// STD: c++20
#include "auction.h"

long Lot::highest() const {
    std::lock_guard<std::mutex> lk(mu_);
    return best_.cents;
}

void Lot::accept(const Bid& b) {
    std::lock_guard<std::mutex> lk(mu_);
    best_ = b;
    history_.push_back(b);
}

bool Lot::acceptIfHigher(const Bid& b) {
    std::lock_guard<std::mutex> lk(mu_);
    if (b.cents <= best_.cents)
        return false;
    best_ = b;
    history_.push_back(b);
    return true;
}

long Lot::reserve() const {
    std::lock_guard<std::mutex> lk(mu_);
    return reserve_;
}

void Lot::setReserve(long cents) {
    std::lock_guard<std::mutex> lk(mu_);
    reserve_ = cents;
}

bool Lot::sold() const {
    std::lock_guard<std::mutex> lk(mu_);
    return best_.cents >= reserve_;
}
