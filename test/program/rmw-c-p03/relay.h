#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

struct RelayState {
    std::mutex mu;
    std::uint64_t delivered = 0;
    std::uint64_t deferred = 0;
    std::map<std::string, int> openPerHost; // connections currently open
};

// delivery.cpp
void openConnection(RelayState& st, const std::string& host);
void closeConnection(RelayState& st, const std::string& host);
bool deliver(RelayState& st, const std::string& host, int size);

// deferral.cpp
void deferBatch(RelayState& st, int messages);
int connectionsTo(RelayState& st, const std::string& host);
void logSummary(RelayState& st);
