#pragma once
#include "folly/Synchronized.h"
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace router {

struct Peer {
    std::string addr;
    std::uint32_t missed = 0;
    bool up = false;
};

struct Totals {
    std::uint64_t announced = 0;
    std::uint64_t withdrawn = 0;
};

class PeerTable {
public:
    void heard(const std::string& addr);
    void tick();
    void announce(const std::string& prefix, std::uint32_t nextHop);
    void withdraw(const std::string& prefix);
    std::uint64_t allocLabel(const std::string& prefix);
    Totals totals() const { return totals_.copy(); }

private:
    folly::Synchronized<std::vector<Peer>> peers_;
    folly::Synchronized<std::unordered_map<std::string, std::uint32_t>> routes_;
    folly::Synchronized<std::unordered_map<std::string, std::uint64_t>> labels_;
    folly::Synchronized<Totals> totals_;
    folly::Synchronized<std::uint64_t> nextLabel_{16u};
};

} // namespace router
