// STD: c++20
#include "farm.h"
#include <algorithm>

namespace farm {

using namespace std::chrono_literals;

Farm::~Farm() {
    {
        Lock l(mu_);
        stop_ = true;
    }
    if (watchdog_.joinable())
        watchdog_.join();
}

void Farm::startWatchdog() {
    watchdog_ = std::thread([this] { watch(); });
}

void Farm::watch() {
    for (;;) {
        std::vector<int> quiet;
        {
            Lock l(mu_);
            if (stop_)
                return;
            const auto limit = std::chrono::steady_clock::now() - 30s;
            for (const Node &n : nodes_)
                if (n.seen < limit)
                    quiet.push_back(n.id);
        }
        unsigned lost = 0;
        for (int id : quiet) {
            if (transport_.probe(id))
                continue;
            Lock l(mu_);
            Node *n = find(id);
            if (!n || n->seen > std::chrono::steady_clock::now() - 30s)
                continue;
            lost += n->running;
            nodes_.erase(nodes_.begin() + (n - nodes_.data()));
        }
        if (lost > 0)
            noteLost(lost);
        std::this_thread::sleep_for(5s);
    }
}

} // namespace farm
