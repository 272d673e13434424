// RUN: %tocsin %s
// STD: c++20
// OPTIONS: -fopenmp
// Gather statistics and migration for a seismic survey.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace seis {

struct Trace {
    float offset = 0;
    float azimuth = 0;
    std::vector<float> samples;
};

struct Summary {
    float peak = 0;
    double energy = 0;
    size_t dead = 0;
    size_t clipped = 0;
    std::vector<uint32_t> histogram;
    int farthest = -1;
};

static float rms(const Trace& t) {
    double acc = 0;
    for (float s : t.samples) acc += double(s) * s;
    return t.samples.empty() ? 0.f : float(std::sqrt(acc / t.samples.size()));
}

static int amplitudeBin(float v, int bins) {
    const int b = int(std::log1p(std::fabs(v)) * 16.0f);
    return std::clamp(b, 0, bins - 1);
}

Summary summarise(const std::vector<Trace>& gather, int bins) {
    Summary s;
    s.histogram.assign(bins, 0);
    const int n = int(gather.size());
    double energy = 0;
    size_t dead = 0;
    float peak = 0;

#pragma omp parallel for reduction(+ : energy, dead) schedule(dynamic, 32)
    for (int i = 0; i < n; ++i) {
        const float r = rms(gather[i]);
        energy += double(r) * r;
        if (r < 1e-9f) {
            ++dead;
            continue;
        }
        if (r > peak)
            peak = r; // EXPECT: check-then-act
        s.histogram[amplitudeBin(r, bins)]++; // EXPECT: lost-update
        if (r > 1e6f) {
#pragma omp atomic
            s.clipped++;
        }
    }

    float far = -1;
#pragma omp parallel for
    for (int i = 0; i < n; ++i) {
        const float o = std::fabs(gather[i].offset);
#pragma omp critical(farthest)
        if (o > far) {
            far = o;
            s.farthest = i;
        }
    }

    s.energy = energy;
    s.dead = dead;
    s.peak = peak;
    return s;
}

void normalise(std::vector<Trace>& gather, float target) {
    const int n = int(gather.size());
#pragma omp parallel for
    for (int i = 0; i < n; ++i) {
        const float r = rms(gather[i]);
        const float g = r > 0 ? target / r : 0;
        for (auto& v : gather[i].samples) v *= g;
    }
}

class Image {
public:
    Image(int nx, int nz) : nx_(nx), nz_(nz), cells_(size_t(nx) * nz) {
        if (nx <= 0 || nz <= 0) throw std::invalid_argument("image size");
    }

    void stack(const std::vector<Trace>& gather) {
        const int n = int(gather.size());
#pragma omp parallel
        {
            std::vector<float> local(cells_.size());
            size_t folded = 0;
#pragma omp for nowait
            for (int i = 0; i < n; ++i) {
                const int x = int(gather[i].offset) % nx_;
                if (x < 0) continue;
                for (int z = 0; z < nz_ && z < int(gather[i].samples.size()); ++z)
                    local[size_t(x) * nz_ + z] += gather[i].samples[z];
                ++folded;
            }
#pragma omp critical(image)
            for (size_t c = 0; c < cells_.size(); ++c) cells_[c] += local[c];
#pragma omp critical(fold)
            fold_ += folded;
        }
        ++gathers_;
    }

private:
    int nx_, nz_;
    std::vector<float> cells_;
    size_t fold_ = 0;
    size_t gathers_ = 0;
};

} // namespace seis
