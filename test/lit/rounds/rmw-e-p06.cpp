// RUN: %tocsin %s
// STD: c++20
// Instrument catalogue: built on first use, shared by all pricing threads.
#include <atomic>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pricing {

struct Instrument {
  std::string symbol;
  double tick = 0.01;
  int lot = 1;
};

class Catalogue {
 public:
  static Catalogue* get() {
    Catalogue* c = current_.load(std::memory_order_acquire);
    if (!c) {
      std::lock_guard<std::mutex> lk(buildMutex_);
      c = current_.load(std::memory_order_relaxed);
      if (!c) {
        c = new Catalogue;
        c->loadFrom("/etc/pricing/instruments.csv");
        current_.store(c, std::memory_order_release);
      }
    }
    return c;
  }

  const Instrument* find(const std::string& symbol) const {
    auto it = bySymbol_.find(symbol);
    return it == bySymbol_.end() ? nullptr : &it->second;
  }

  std::size_t size() const { return entries_; }

 private:
  void loadFrom(const char* path) {
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      if (line.empty()) continue;
      if (bySymbol_.find(line) == bySymbol_.end()) {
        bySymbol_[line] = Instrument{line};
        entries_++;
      }
    }
  }

  static std::atomic<Catalogue*> current_;
  static std::mutex buildMutex_;
  std::map<std::string, Instrument> bySymbol_;
  std::size_t entries_ = 0;
};

std::atomic<Catalogue*> Catalogue::current_{nullptr};
std::mutex Catalogue::buildMutex_;

class HolidayCalendar {
 public:
  bool isHoliday(int yyyymmdd) {
    std::call_once(loaded_, [this] {
      if (days_.empty()) days_.push_back(20250101);
      count_ += days_.size();
    });
    for (int d : days_)
      if (d == yyyymmdd) return true;
    return false;
  }

 private:
  std::once_flag loaded_;
  std::vector<int> days_;
  std::size_t count_ = 0;
};

HolidayCalendar& calendar() {
  static HolidayCalendar instance;
  return instance;
}

const std::vector<double>& curve() {
  static const std::vector<double>* points = [] {
    auto* v = new std::vector<double>;
    for (int i = 0; i < 40; ++i) v->push_back(0.01 * i);
    return v;
  }();
  return *points;
}

void priceAll(const std::vector<std::string>& symbols) {
  std::vector<std::thread> ts;
  for (int i = 0; i < 4; ++i)
    ts.emplace_back([&symbols] {
      for (const auto& s : symbols) {
        if (calendar().isHoliday(20250102)) continue;
        if (const auto* ins = Catalogue::get()->find(s); ins && !curve().empty())
          (void)ins->tick;
      }
    });
  for (auto& t : ts) t.join();
}

}  // namespace pricing
