// STD: c++20
#include <cstdio>
#include <thread>
#include <vector>
#include "relay.h"

static void smtpWorker(RelayState* st, int id) {
    const std::string host = "mx" + std::to_string(id % 2) + ".example.org";
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        if (!deliver(*st, host, 1000 + i * 20))
            ++failed;
        if (i % 50 == 0)
            std::printf("%s: %d open\n", host.c_str(), connectionsTo(*st, host));
    }
    deferBatch(*st, failed);
}

int main() {
    RelayState st;
    std::vector<std::thread> workers;
    for (int i = 0; i < 6; ++i)
        workers.emplace_back(smtpWorker, &st, i);
    for (auto& w : workers)
        w.join();
    logSummary(st);
    return 0;
}
