#pragma once
#include <mutex>
#include <string>
#include <vector>

struct Bid {
    std::string bidder;
    long cents = 0;
};

class Lot {
public:
    explicit Lot(long reserveCents) : reserve_(reserveCents) {}

    long highest() const;
    void accept(const Bid& b);
    bool acceptIfHigher(const Bid& b);
    long reserve() const;
    void setReserve(long cents);
    bool sold() const;

private:
    mutable std::mutex mu_;
    Bid best_;
    std::vector<Bid> history_;
    long reserve_;
};

// desk.cpp
bool placeBid(Lot& lot, const Bid& b);
bool placeProxyBid(Lot& lot, const Bid& b);
void lowerReserve(Lot& lot, long byCents);
