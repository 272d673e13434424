// STD: c++20
#include "readings.h"

#include <thread>
#include <vector>

namespace meter {

std::uint64_t Readings::loadLocked(const std::string& key)
{
    auto v = kv_->get(key);
    return v ? std::stoull(*v) : 0;
}

std::uint64_t Readings::current(const std::string& meter)
{
    const std::string key = "wh/" + meter;
    std::lock_guard<std::mutex> g(locks_.of(key));
    return loadLocked(key);
}

std::uint64_t Readings::add(const std::string& meter, std::uint64_t wattHours)
{
    const std::string key = "wh/" + meter;
    std::lock_guard<std::mutex> g(locks_.of(key));
    const std::uint64_t sum = loadLocked(key) + wattHours;
    kv_->put(key, std::to_string(sum));
    return sum;
}

bool Readings::settle(const std::string& meter, std::uint64_t billed)
{
    const std::string key = "wh/" + meter;
    std::unique_lock<std::mutex> g(locks_.of(key));
    const std::uint64_t have = loadLocked(key);
    if (have < billed)
        return false;
    if (have == billed)
        kv_->erase(key);
    else
        kv_->put(key, std::to_string(have - billed));
    return true;
}

} // namespace meter

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    meter::Readings r(meter::openRocks(argv[1]));
    std::vector<std::thread> feeds;
    for (int f = 0; f < 4; ++f)
        feeds.emplace_back([&r, f] {
            for (int i = 0; i < 1000; ++i) {
                r.add("m" + std::to_string(i % 16), 5 + f);
                if (i % 100 == 99)
                    r.settle("m" + std::to_string(i % 16), 20);
            }
        });
    for (auto& t : feeds)
        t.join();
    return r.current("m0") > 0 ? 0 : 1;
}
