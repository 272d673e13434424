// STD: c++20
#include "front.h"

#include <cstdio>
#include <thread>
#include <vector>

int main() {
    relay::SessionRegistry registry;
    relay::Front front(registry);

    std::vector<std::jthread> acceptors;
    for (int i = 0; i < 4; ++i)
        acceptors.emplace_back([&front, &registry, i] {
            for (int n = 0; n < 1000; ++n) {
                const std::string user = "u" + std::to_string(n % 50);
                const auto r = n % 2 ? front.login(user, i) : front.resume(user, i);
                if (r != relay::Login::ok) continue;
                front.top_up(user, 4096);
                if (!front.deliver(user, "hello"))
                    std::fprintf(stderr, "%s: over quota\n", user.c_str());
                registry.leave(user);
            }
        });
}
