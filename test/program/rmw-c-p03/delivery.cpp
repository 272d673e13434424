// STD: c++20
#include "relay.h"

void openConnection(RelayState& st, const std::string& host) {
    std::lock_guard<std::mutex> lk(st.mu);
    ++st.openPerHost[host];
}

void closeConnection(RelayState& st, const std::string& host) {
    std::lock_guard<std::mutex> lk(st.mu);
    auto it = st.openPerHost.find(host);
    if (it == st.openPerHost.end())
        return;
    if (--it->second == 0)
        st.openPerHost.erase(it);
}

bool deliver(RelayState& st, const std::string& host, int size) {
    openConnection(st, host);
    bool ok = size < 4096;
    {
        std::lock_guard<std::mutex> lk(st.mu);
        if (ok)
            ++st.delivered;
        else
            ++st.deferred;
    }
    closeConnection(st, host);
    return ok;
}
