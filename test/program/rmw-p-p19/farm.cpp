// STD: c++20
#include "farm.h"
#include <algorithm>

namespace farm {

Node *Farm::find(int id) {
    auto it = std::find_if(nodes_.begin(), nodes_.end(), [id](const Node &n) { return n.id == id; });
    return it == nodes_.end() ? nullptr : &*it;
}

Node *Farm::richest() {
    auto it = std::max_element(nodes_.begin(), nodes_.end(),
                               [](const Node &a, const Node &b) { return a.credits < b.credits; });
    return it == nodes_.end() ? nullptr : &*it;
}

void Farm::noteLost(unsigned n) {
    framesLost_ += n; // EXPECT-MISS: lost-update
}

void Farm::attach(int id, unsigned credits) {
    Lock l(mu_);
    if (Node *n = find(id)) {
        noteLost(n->running);
        n->running = 0;
        n->credits = credits;
        n->seen = std::chrono::steady_clock::now();
        return;
    }
    Node n;
    n.id = id;
    n.credits = credits;
    n.seen = std::chrono::steady_clock::now();
    nodes_.push_back(n);
}

int Farm::assign(const Job &job) {
    Lock l(mu_);
    Node *n = richest();
    if (!n || n->credits < job.cost())
        return -1;
    const int id = n->id;
    const unsigned left = n->credits - job.cost();
    bool sent;
    {
        Unlock u(mu_);
        sent = transport_.send(id, job);
    }
    n = find(id);
    if (!sent || !n)
        return -1;
    n->credits = left; // EXPECT-MISS: lost-update
    n->running += job.cost();
    return id;
}

// Previews may overdraw: a node pays them back with its next heartbeat.
int Farm::assignPreview(const Job &job) {
    Lock l(mu_);
    Node *n = richest();
    if (!n)
        return -1;
    const int id = n->id;
    {
        Unlock u(mu_);
        if (!transport_.send(id, job))
            return -1;
    }
    n = find(id);
    if (n)
        n->running++;
    return id;
}

void Farm::heartbeat(int id, unsigned earned, unsigned finished) {
    Lock l(mu_);
    Node *n = find(id);
    if (!n)
        return;
    n->credits += earned;
    n->running -= std::min(n->running, finished);
    n->seen = std::chrono::steady_clock::now();
}

void Farm::detach(int id) {
    Lock l(mu_);
    auto it = std::find_if(nodes_.begin(), nodes_.end(), [id](const Node &n) { return n.id == id; });
    if (it == nodes_.end())
        return;
    noteLost(it->running);
    nodes_.erase(it);
}

} // namespace farm
