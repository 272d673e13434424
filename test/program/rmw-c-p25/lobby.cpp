// STD: c++20
#include <cstdio>
#include <thread>
#include "matchmaker.h"

void lobbyLoop(MatchQueue& q, int rounds) {
    std::pair<Ticket, Ticket> match;
    int made = 0;
    while (rounds-- > 0) {
        if (q.tryPopPair(match))
            ++made;
        else
            std::this_thread::yield();
    }
    std::printf("%d matches\n", made);
}

// Hands the oldest waiting player to the training server.
void coachLoop(MatchQueue& q, int rounds) {
    int trained = 0;
    while (rounds-- > 0) {
        if (q.size() > 0) {
            Ticket t = q.popFront(); // EXPECT: check-then-act
            trained += t.rating < 1200;
        }
    }
    std::printf("%d trained\n", trained);
}
