// RUN: %tocsin %s
// STD: c++20
// nightly_verify.cpp - verifies backup volumes with a handful of async readers
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <iostream>
#include <string>
#include <vector>

struct Volume {
    std::string path;
    std::uint64_t size = 0;
};

struct VolumeResult {
    bool readable = false;
    std::uint64_t bytes = 0;
    unsigned badBlocks = 0;
    std::chrono::milliseconds took{0};
};

std::vector<Volume> listVolumes(const std::string& root);
VolumeResult verifyVolume(const Volume& v);

struct Summary {
    std::uint64_t bytes = 0;
    unsigned failed = 0;
    std::chrono::milliseconds slowest{0};
};

static Summary verifyAll(const std::vector<Volume>& vols) {
    Summary sum;
    std::vector<VolumeResult> results(vols.size());
    std::vector<std::future<void>> jobs;
    std::atomic<unsigned> finished{0};
    unsigned failed = 0;
    std::chrono::milliseconds slowest{0};

    for (std::size_t i = 0; i < vols.size(); ++i) {
        jobs.push_back(std::async(std::launch::async, [&, i] {
            VolumeResult r = verifyVolume(vols[i]);
            if (!r.readable || r.badBlocks > 0)
                ++failed; // EXPECT: lost-update
            if (r.took > slowest)
                slowest = r.took; // EXPECT: check-then-act
            results[i] = r;
            unsigned n = ++finished;
            if (n % 10 == 0)
                std::clog << n << '/' << vols.size() << " volumes\n";
        }));
    }
    for (auto& j : jobs)
        j.get();

    for (const auto& r : results)
        sum.bytes += r.bytes;
    sum.failed += failed;
    sum.slowest = slowest;
    return sum;
}

int main(int argc, char** argv) {
    const std::string root = argc > 1 ? argv[1] : "/srv/backup";
    try {
        auto vols = listVolumes(root);
        if (vols.empty()) {
            std::cerr << "no volumes under " << root << '\n';
            return 2;
        }
        Summary s = verifyAll(vols);
        std::cout << s.bytes << " bytes, " << s.failed << " failed, slowest "
                  << s.slowest.count() << " ms\n";
        return s.failed ? 1 : 0;
    } catch (const std::exception& e) {
        std::cerr << "verify: " << e.what() << '\n';
        return 3;
    }
}
