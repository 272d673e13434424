// STD: c++20
#include <atomic>
#include <thread>
#include <vector>

#include "upload.h"

namespace store {

static std::uint64_t nextEra(std::uint64_t g) {
    return (g | 0xffff) + 1;
}

std::uint64_t runService(Uploads& up, const std::vector<std::string>& ids, unsigned threads) {
    std::atomic<std::uint64_t> stored{0};
    {
        std::vector<std::jthread> pool;
        for (unsigned t = 0; t < threads; ++t)
            pool.emplace_back([&up, &ids, &stored] {
                for (const auto& id : ids) {
                    if (up.begin(id))
                        up.part(id, 4096);
                    up.part(id, 512);
                    if (up.seal(id))
                        if (auto u = up.finish(id))
                            stored += u->received;
                }
            });
        up.restart();
        up.rebase(nextEra);
    }
    std::uint64_t total = stored;
    total += up.restart();
    return total;
}

} // namespace store
