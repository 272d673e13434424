#pragma once
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>

struct Ticket {
    int player = 0;
    int rating = 0;
    std::string region;
};

class MatchQueue {
public:
    void enqueue(Ticket t);
    bool cancel(int player);
    std::size_t size() const;
    Ticket popFront();
    bool tryPopPair(std::pair<Ticket, Ticket>& out);
    int waitingIn(const std::string& region) const;

private:
    void bump(const std::string& region, int delta);

    mutable std::mutex mu_;
    std::deque<Ticket> waiting_;
    std::map<std::string, int> perRegion_;
};

// lobby.cpp
void lobbyLoop(MatchQueue& q, int rounds);
void coachLoop(MatchQueue& q, int rounds);
