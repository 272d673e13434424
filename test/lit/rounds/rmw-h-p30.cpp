// RUN: %tocsin %s
// STD: c++20
// Mirror client: downloads segments concurrently and checks them against a manifest.
#include <atomic>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace mirror {

struct Segment {
    std::string url;
    uint64_t size = 0;
    uint32_t crc = 0;
};

struct Result {
    uint64_t bytes = 0;
    size_t failed = 0;
    std::vector<std::string> errors;
    bool throttled = false;
};

using Fetch = std::function<std::vector<uint8_t>(const std::string &)>;

uint32_t checksum(const std::vector<uint8_t> &d) {
    uint32_t a = 1, b = 0;
    for (auto v : d) {
        a = (a + v) % 65521;
        b = (b + a) % 65521;
    }
    return (b << 16) | a;
}

class Client {
public:
    explicit Client(Fetch f) : fetch_(std::move(f)) {}

    Result sync(const std::vector<Segment> &segs) {
        Result res;
        std::mutex errMu;
        std::vector<std::future<void>> jobs;
        jobs.reserve(segs.size());
        for (const auto &seg : segs) {
            jobs.push_back(std::async(std::launch::async, [&res, &errMu, &seg, this] {
                try {
                    const auto data = fetch_(seg.url);
                    verify(seg, data);
                    res.bytes += data.size(); // EXPECT: lost-update
                } catch (const std::exception &e) {
                    std::lock_guard<std::mutex> g(errMu);
                    res.failed++;
                    res.errors.push_back(seg.url + ": " + e.what());
                }
            }));
        }
        for (auto &j : jobs)
            j.get();
        if (res.failed * 2 > segs.size())
            res.throttled = true;
        return res;
    }

    // Sequential variant; the lambda is executed by get() on this thread.
    uint64_t size(const std::vector<Segment> &segs) {
        uint64_t sum = 0;
        for (const auto &seg : segs) {
            auto f = std::async(std::launch::deferred,
                                [&sum, &seg, this] { sum += fetch_(seg.url).size(); });
            f.get();
        }
        return sum;
    }

    // Retries the segments with a fixed crew; each worker draws the next index.
    size_t retry(const std::vector<Segment> &segs, unsigned crew) {
        std::atomic<size_t> next{0};
        std::atomic<size_t> good{0};
        std::vector<std::thread> pool;
        for (unsigned w = 0; w < crew; ++w)
            pool.emplace_back([&] {
                for (;;) {
                    size_t i = next.load();
                    if (i >= segs.size())
                        return;
                    next = i + 1; // EXPECT: split-atomic
                    if (checksum(fetch_(segs[i].url)) == segs[i].crc)
                        ++good;
                }
            });
        for (auto &t : pool)
            t.join();
        return good;
    }

private:
    static void verify(const Segment &s, const std::vector<uint8_t> &d) {
        if (d.size() != s.size)
            throw std::runtime_error("size mismatch");
        if (checksum(d) != s.crc)
            throw std::runtime_error("checksum mismatch");
    }

    Fetch fetch_;
};

} // namespace mirror
