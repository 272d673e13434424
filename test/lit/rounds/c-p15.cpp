// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache: evicts files that have not been touched for a while.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using Clock = fs::file_time_type::clock;

class Evictor {
public:
    Evictor(fs::path dir, std::chrono::hours keep) : dir_(std::move(dir)), keep_(keep) {}

    std::uintmax_t run()
    {
        const auto limit = Clock::now() - keep_;
        std::error_code ec;
        std::uintmax_t freed = 0;
        for (fs::directory_iterator it(dir_, ec), end; !ec && it != end; it.increment(ec)) {
            const fs::path file = it->path();
            if (file.extension() != ".png")
                continue;
            std::error_code one;
            if (!fs::is_regular_file(fs::symlink_status(file, one)))
                continue;
            const auto when = fs::last_write_time(file, one);
            if (one || when > limit)
                continue;
            if (fs::remove(file, one)) // EXPECT: timestamp-cleanup
                ++freed;
            else if (one)
                std::cerr << file << ": " << one.message() << '\n';
        }
        return freed;
    }

private:
    fs::path dir_;
    std::chrono::hours keep_;
};

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "usage: thumbgc DIR [HOURS]\n";
        return 2;
    }
    long hours = 720;
    if (argc > 2) {
        try {
            hours = std::stol(argv[2]);
        } catch (const std::exception&) {
            std::cerr << "bad number\n";
            return 2;
        }
    }
    Evictor ev(argv[1], std::chrono::hours(hours));
    std::cout << ev.run() << " thumbnails dropped\n";
}
