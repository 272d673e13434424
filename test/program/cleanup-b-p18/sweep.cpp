// STD: c++20
#include <iostream>

#include "renders.hpp"

namespace fs = std::filesystem;

std::size_t RenderStore::sweep(std::chrono::hours retention) {
    std::lock_guard<std::mutex> one(sweep_mu_);
    if (clock::now() - last_sweep_ < std::chrono::minutes(5)) return 0;
    last_sweep_ = clock::now();
    std::size_t n = 0;
    for (const auto& e : fs::directory_iterator(dir_)) {
        std::error_code ec;
        const auto written = fs::last_write_time(e.path(), ec);
        if (ec) continue;
        const auto age = fs::file_time_type::clock::now() - written;
        if (age < retention) continue;
        if (!fs::remove(e.path(), ec)) { // EXPECT: timestamp-cleanup
            std::cerr << e.path() << ": " << ec.message() << '\n';
            continue;
        }
        ++n;
    }
    swept_ += n;
    return n;
}
