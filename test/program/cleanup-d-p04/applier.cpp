// STD: c++20
#include "plan_store.h"

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

namespace fs = std::filesystem;
namespace deploy {

static bool push_to_host(const fs::path& rendered) {
    std::ifstream in(rendered, std::ios::binary);
    if (!in)
        return false;
    std::string body{std::istreambuf_iterator<char>(in), {}};
    return !body.empty();
}

bool Applier::apply(const std::string& plan_id) {
    auto plan = store_.find(plan_id);
    if (!plan)
        return false;
    std::vector<fs::path> hosts;
    for (auto& de : fs::directory_iterator(plan->dir))
        hosts.push_back(de.path());

    std::atomic<size_t> next{0};
    std::atomic<bool> all{true};
    std::vector<std::thread> pool;
    for (unsigned i = 0; i < workers_; ++i)
        pool.emplace_back([&] {
            for (size_t k; (k = next.fetch_add(1)) < hosts.size();)
                if (!push_to_host(hosts[k]))
                    all = false;
        });
    for (auto& t : pool)
        t.join();
    return all;
}

} // namespace deploy
