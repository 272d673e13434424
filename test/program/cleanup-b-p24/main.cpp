// STD: c++20
#include <atomic>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "result_cache.hpp"

static std::atomic<std::uint64_t> table_generation{1};

static void on_table_change(ResultCache& cache, const std::vector<std::string>& keys) {
    const std::uint64_t g = ++table_generation;
    for (const auto& k : keys) {
        if (cache.generation(k) < g) cache.erase(k); // EXPECT: timestamp-cleanup
    }
}

static std::size_t serve(ResultCache& cache, const std::string& key) {
    const Result* r = cache.lookup(key);
    if (!r) {
        const std::uint64_t g = table_generation.load();
        cache.store(key, g, {"row " + key, "total"});
        return 0;
    }
    std::size_t n = 0;
    for (const auto& row : r->rows) n += row.size();
    return n;
}

int main() {
    ResultCache cache;
    const std::vector<std::string> keys{"orders", "stock", "prices"};
    std::thread writer([&] {
        for (int i = 0; i < 200; ++i) on_table_change(cache, keys);
    });
    std::size_t bytes = 0;
    for (int i = 0; i < 5000; ++i) bytes += serve(cache, keys[i % keys.size()]);
    writer.join();
    std::cout << bytes << ' ' << cache.size() << '\n';
}
