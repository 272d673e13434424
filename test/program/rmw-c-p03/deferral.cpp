// STD: c++20
#include <cstdio>
#include "relay.h"

void deferBatch(RelayState& st, int messages) {
    if (messages <= 0)
        return;
    st.deferred += messages; // EXPECT: lost-update
}

int connectionsTo(RelayState& st, const std::string& host) {
    {
        std::lock_guard<std::mutex> lk(st.mu);
        if (st.openPerHost.find(host) == st.openPerHost.end())
            return 0;
    }
    std::lock_guard<std::mutex> lk(st.mu);
    return st.openPerHost.at(host); // EXPECT-MISS: check-then-act
}

void logSummary(RelayState& st) {
    std::lock_guard<std::mutex> lk(st.mu);
    std::printf("delivered=%llu deferred=%llu\n",
                static_cast<unsigned long long>(st.delivered),
                static_cast<unsigned long long>(st.deferred));
}
