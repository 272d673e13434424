// STD: c++20
#include "tailer.h"
#include <chrono>
#include <cstdio>
#include <iostream>
#include <thread>
#include <vector>

namespace {

constexpr std::uintmax_t kHighWater = 64u << 20;

// The producers append with O_APPEND and never rotate, so the shipper keeps their files short.
void reclaim(shipper::Tailer& t)
{
    if (!t.drained())
        return;
    std::error_code ec;
    std::filesystem::resize_file(t.path(), 0, ec); // EXPECT: file-toctou
    if (ec) {
        std::cerr << t.path() << ": " << ec.message() << '\n';
        return;
    }
    t.rewind();
}

bool forward(const std::string& line)
{
    return std::printf("%s\n", line.c_str()) > 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<shipper::Tailer> tailers;
    for (int i = 1; i < argc; ++i)
        tailers.emplace_back(argv[i], "/var/lib/shipper");

    std::uintmax_t shipped = 0;
    while (!tailers.empty()) {
        for (auto& t : tailers) {
            shipped += t.pump(forward);
            reclaim(t);
            if (!t.saveCheckpoint())
                std::cerr << t.path() << ": checkpoint not saved\n";
        }
        if (shipped > kHighWater)
            std::fflush(stdout), shipped = 0;
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
}
