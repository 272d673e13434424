// RUN: %tocsin %s
// STD: c++20
// Route table: best paths are recomputed without the lock and installed if still current.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace route {

using NodeId = std::uint32_t;

struct Link {
    NodeId from, to;
    std::uint32_t cost;
};

using LinkMap = std::map<std::pair<NodeId, NodeId>, std::uint32_t>;
using Distances = std::map<NodeId, std::uint32_t>;

class RouteTable {
public:
    explicit RouteTable(NodeId self) : self_(self) {}

    void setLink(const Link& l) {
        std::lock_guard<std::mutex> lk(mu_);
        links_[{l.from, l.to}] = l.cost;
        ++generation_;
    }

    // Returns false if the topology kept changing underneath.
    bool recompute(int attempts) {
        std::unique_lock<std::mutex> lk(mu_);
        for (int i = 0; i < attempts; ++i) {
            const std::uint64_t gen = generation_;
            const LinkMap copy = links_;
            lk.unlock();
            Distances fresh = shortest(self_, copy);
            lk.lock();
            if (gen != generation_)
                continue;
            dist_ = std::move(fresh);
            ++installs_;
            return true;
        }
        ++abandoned_;
        return false;
    }

    // Adds a cost to a link; the announcement is written while others proceed.
    bool penalize(NodeId from, NodeId to, std::uint32_t by) {
        std::unique_lock<std::mutex> lk(mu_);
        auto it = links_.find({from, to});
        if (it == links_.end())
            return false;
        std::uint32_t shown = it->second + by;
        lk.unlock();
        announce(from, to, shown);
        lk.lock();
        it = links_.find({from, to});
        if (it == links_.end())
            return false;
        it->second += by;
        ++generation_;
        return true;
    }

    std::uint32_t distance(NodeId n) const {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = dist_.find(n);
        return it == dist_.end() ? std::numeric_limits<std::uint32_t>::max() : it->second;
    }

    void report() const {
        std::lock_guard<std::mutex> lk(mu_);
        std::printf("installs %u abandoned %u\n", installs_, abandoned_);
    }

private:
    static void announce(NodeId from, NodeId to, std::uint32_t cost) {
        std::fprintf(stderr, "%u->%u about %u\n", from, to, cost);
    }

    static Distances shortest(NodeId root, const LinkMap& links) {
        Distances d{{root, 0}};
        std::set<std::pair<std::uint32_t, NodeId>> open{{0, root}};
        while (!open.empty()) {
            auto [cost, n] = *open.begin();
            open.erase(open.begin());
            if (cost > d[n])
                continue;
            for (auto it = links.lower_bound({n, 0}); it != links.end() && it->first.first == n; ++it) {
                std::uint32_t c = cost + it->second;
                auto [pos, added] = d.try_emplace(it->first.second, c);
                if (!added && pos->second <= c)
                    continue;
                pos->second = c;
                open.emplace(c, it->first.second);
            }
        }
        return d;
    }

    const NodeId self_;
    mutable std::mutex mu_;
    LinkMap links_;
    Distances dist_;
    std::uint64_t generation_ = 0;
    unsigned installs_ = 0;
    unsigned abandoned_ = 0;
};

}  // namespace route

int main() {
    route::RouteTable table(0);
    for (route::NodeId n = 0; n < 40; ++n)
        table.setLink({n, (n + 1) % 40, 1 + n % 3});
    std::vector<std::thread> ts;
    ts.emplace_back([&] {
        for (std::uint32_t i = 0; i < 300; ++i)
            table.setLink({i % 40, (i * 7) % 40, 2 + i % 9});
    });
    ts.emplace_back([&] {
        for (std::uint32_t i = 0; i < 50; ++i)
            table.penalize(i % 40, (i + 1) % 40, 1);
    });
    for (int k = 0; k < 2; ++k)
        ts.emplace_back([&] {
            for (int i = 0; i < 100; ++i)
                table.recompute(3);
        });
    for (auto& t : ts)
        t.join();
    table.report();
    return table.distance(20) < 1000 ? 0 : 1;
}
