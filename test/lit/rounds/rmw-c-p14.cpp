// RUN: %tocsin %s
// STD: c++20
// Video transcoder: encodes the segments of a file in parallel.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <future>
#include <mutex>
#include <string>
#include <vector>

struct Segment {
    int index;
    int frames;
    int complexity;
};

struct Encoded {
    int index = -1;
    std::size_t bytes = 0;
};

static Encoded encode(const Segment& s, int crf) {
    Encoded e;
    e.index = s.index;
    e.bytes = static_cast<std::size_t>(s.frames) * static_cast<std::size_t>(s.complexity) * 100u /
              static_cast<std::size_t>(crf);
    return e;
}

struct Summary {
    std::vector<Encoded> parts;
    std::vector<std::string> warnings;
    long frames = 0;
    std::size_t largest = 0;
};

static Summary transcode(const std::vector<Segment>& segs, int crf) {
    Summary out;
    out.parts.resize(segs.size());
    std::mutex warnMu;
    long framesDone = 0;
    std::size_t largest = 0;
    std::vector<std::future<void>> jobs;

    for (std::size_t i = 0; i < segs.size(); ++i) {
        jobs.push_back(std::async(std::launch::async, [&, i] {
            const Segment& s = segs[i];
            Encoded e = encode(s, crf);
            out.parts[i] = e;
            framesDone += s.frames; // EXPECT: lost-update
            if (e.bytes > largest)
                largest = e.bytes; // EXPECT: check-then-act
            if (e.bytes > 50000) {
                std::lock_guard<std::mutex> lk(warnMu);
                out.warnings.push_back("segment " + std::to_string(s.index) + " is large");
            }
        }));
    }
    for (auto& j : jobs)
        j.get();

    out.frames = framesDone;
    out.largest = largest;
    return out;
}

static std::vector<Segment> split(int frames, int gop) {
    std::vector<Segment> v;
    int idx = 0;
    while (frames > 0) {
        int n = std::min(frames, gop);
        v.push_back(Segment{idx++, n, 1 + idx % 5});
        frames -= n;
    }
    return v;
}

int main() {
    const std::vector<Segment> segs = split(4000, 120);
    Summary s = transcode(segs, 23);
    for (const auto& w : s.warnings)
        std::puts(w.c_str());
    std::printf("%ld frames, largest %zu\n", s.frames, s.largest);
    return s.parts.empty() ? 1 : 0;
}
