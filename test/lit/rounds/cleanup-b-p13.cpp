// RUN: %tocsin %s
// STD: c++20
#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

struct RoutePlan {
    std::uint64_t generation = 0;
    std::vector<std::string> hops;
};

class PlanBook {
public:
    ~PlanBook() {
        for (auto& kv : book_) delete kv.second;
    }

    void publish(const std::string& tenant, RoutePlan* fresh) {
        std::lock_guard<std::mutex> g(mu_);
        RoutePlan*& slot = book_[tenant];
        if (!slot) {
            slot = fresh;
            return;
        }
        if (slot->generation < fresh->generation) {
            delete slot; // EXPECT: timestamp-cleanup
            slot = fresh;
        } else {
            delete fresh;
        }
    }

    const RoutePlan* current(const std::string& tenant) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = book_.find(tenant);
        return it == book_.end() ? nullptr : it->second;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, RoutePlan*> book_;
};

static RoutePlan* compile(std::uint64_t gen, std::size_t hops) {
    auto* p = new RoutePlan;
    p->generation = gen;
    for (std::size_t i = 0; i < hops; ++i) p->hops.push_back("hop" + std::to_string(i));
    return p;
}

int main() {
    PlanBook book;
    book.publish("acme", compile(1, 3));
    std::thread forwarder([&] {
        std::size_t total = 0;
        for (int i = 0; i < 10000; ++i) {
            const RoutePlan* p = book.current("acme");
            if (!p) continue;
            for (const auto& h : p->hops) total += h.size();
        }
        std::cout << total << '\n';
    });
    std::thread control([&] {
        for (std::uint64_t g = 2; g < 50; ++g) book.publish("acme", compile(g, g % 7));
    });
    forwarder.join();
    control.join();
}
