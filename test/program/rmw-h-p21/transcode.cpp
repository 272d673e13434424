// STD: c++20
#include "codec.h"
#include <cstdio>
#include <exception>
#include <thread>
#include <vector>

static void transcodeOne(uint32_t fourcc, const std::vector<uint8_t> &input, uint64_t *frames) {
    try {
        codec::Decoder dec(fourcc);
        std::vector<uint8_t> out;
        for (int i = 0; i < 100; ++i)
            if (!dec.decode(input, out))
                break;
        *frames = dec.frames();
    } catch (const std::exception &e) {
        std::fprintf(stderr, "transcode: %s\n", e.what());
    }
}

int main() {
    const uint32_t kinds[] = {0x34363248u, 0x43564548u, 0x31305641u, 0x34363248u};
    std::vector<uint8_t> input(4096, 7);
    uint64_t frames[4] = {};
    std::vector<std::thread> pool;
    for (int i = 0; i < 4; ++i)
        pool.emplace_back(transcodeOne, kinds[i], std::cref(input), &frames[i]);
    uint64_t sum = 0;
    for (int i = 0; i < 4; ++i) {
        pool[static_cast<size_t>(i)].join();
        sum += frames[i];
    }
    std::printf("%llu frames\n", static_cast<unsigned long long>(sum));
}
