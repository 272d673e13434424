// RUN: %tocsin %s
// STD: c++20
// Gamma spectrometer readout: a drain thread moves pulses from the FIFO into the spectrum.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace spectro {

class Fifo {
 public:
  bool pop(uint16_t& adc) {
    lcg_ = lcg_ * 1103515245u + 12345u;
    adc = uint16_t((lcg_ >> 16) & 1023);
    return (lcg_ & 0x80) != 0;
  }

 private:
  uint32_t lcg_ = 17;
};

struct Calibration { double keV_per_ch; double offset; };

class Readout {
 public:
  Readout(const Calibration& cal, unsigned warmup) : cal_(cal) {
    spectrum_.fill(0);
    live_us_ += 50;
    drain_ = std::thread(&Readout::run, this);
    for (unsigned i = 0; i < warmup; ++i)
      dead_us_ += 12; // EXPECT: lost-update
    if (cal_.keV_per_ch <= 0) {
      stop_ = true;
      drain_.join();
      throw std::invalid_argument("calibration");
    }
  }

  ~Readout() {
    stop_.store(true);
    live_us_ -= 50; // EXPECT: lost-update
    drain_.join();
    spectrum_[0] += pileup_;
    std::printf("live %llu us, dead %llu us, ch0 %u\n", (unsigned long long)live_us_,
                (unsigned long long)dead_us_, spectrum_[0]);
  }

  void add_dead_time(uint64_t us) {
    std::lock_guard lk(mu_);
    dead_us_ += us;
  }

  double dead_fraction() const {
    std::lock_guard lk(mu_);
    const double total = double(live_us_ + dead_us_);
    return total > 0 ? double(dead_us_) / total : 0.0;
  }

  double peak_energy() const {
    std::lock_guard lk(mu_);
    size_t best = 0;
    for (size_t i = 1; i < spectrum_.size(); ++i)
      if (spectrum_[i] > spectrum_[best]) best = i;
    return cal_.offset + cal_.keV_per_ch * double(best);
  }

 private:
  void run() {
    uint16_t adc;
    while (!stop_) {
      if (!fifo_.pop(adc)) {
        std::this_thread::sleep_for(std::chrono::microseconds(20));
        std::lock_guard lk(mu_);
        live_us_ += 20;
        continue;
      }
      std::lock_guard lk(mu_);
      spectrum_[adc]++;
      dead_us_ += 6;
      if (adc > 1000) pileup_++;
    }
  }

  const Calibration cal_;
  mutable std::mutex mu_;
  std::array<uint32_t, 1024> spectrum_;
  uint64_t live_us_ = 0;
  uint64_t dead_us_ = 0;
  uint32_t pileup_ = 0;
  Fifo fifo_;
  std::atomic<bool> stop_{false};
  std::thread drain_;
};

}  // namespace spectro

int main() {
  spectro::Readout r({0.75, 3.0}, 4);
  for (int i = 0; i < 50; ++i) {
    r.add_dead_time(3);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  std::printf("%.3f %.1f keV\n", r.dead_fraction(), r.peak_energy());
}
