// STD: c++20
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>
#include "matchmaker.h"

int main() {
    MatchQueue q;
    std::vector<std::thread> ts;
    for (int g = 0; g < 3; ++g)
        ts.emplace_back([&q, g] {
            for (int i = 0; i < 300; ++i) {
                q.enqueue(Ticket{g * 1000 + i, 1000 + i, g % 2 ? "eu" : "us"});
                if (i % 7 == 0)
                    q.cancel(g * 1000 + i);
            }
        });
    ts.emplace_back(lobbyLoop, std::ref(q), 500);
    ts.emplace_back(lobbyLoop, std::ref(q), 500);
    ts.emplace_back(coachLoop, std::ref(q), 50);
    for (auto& t : ts)
        t.join();
    std::printf("eu %d, us %d\n", q.waitingIn("eu"), q.waitingIn("us"));
}
