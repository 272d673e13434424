// STD: c++20
#include <cstdio>
#include <thread>
#include <vector>
#include "routes.h"

int main() {
    RouteManager routes;
    std::vector<std::thread> ts;
    for (int i = 0; i < 3; ++i)
        ts.emplace_back([&routes, i] {
            const std::string path = "/svc" + std::to_string(i);
            for (int k = 0; k < 100; ++k) {
                routes.set(path, "host:" + std::to_string(8000 + k));
                if (routes.lookup(path).empty())
                    std::puts("no upstream");
                if (k % 20 == 0)
                    routes.eraseIfPresent(path);
            }
        });
    ts.emplace_back([&routes] {
        std::map<std::string, std::string> file{{"/", "default:80"}, {"/api", "api:9000"}};
        for (int k = 0; k < 10; ++k)
            routes.reloadFrom(file);
    });
    for (auto& t : ts)
        t.join();
    std::printf("version %d after %d publishes\n", routes.snapshot()->version, routes.publishes());
}
