// RUN: %tocsin %s
// STD: c++20
// Address-to-country lookup; the tables are read from disk on first use.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace geo {

struct Range {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint16_t country = 0;
};

class GeoDb {
public:
    explicit GeoDb(std::string dir) : dir_(std::move(dir)) {}

    std::optional<std::uint16_t> country(std::uint32_t addr);
    std::string nameOf(std::uint16_t country);

private:
    static std::vector<Range> readRanges(const std::string& file);
    static std::map<std::uint16_t, std::string> readNames(const std::string& file);
    void ensureRanges();
    void ensureNames();

    const std::string dir_;
    std::mutex load_mutex_;
    std::atomic<bool> ranges_ready_{false};
    std::atomic<bool> names_ready_{false};
    std::vector<Range> ranges_;
    std::map<std::uint16_t, std::string> names_;
};

std::vector<Range> GeoDb::readRanges(const std::string& file) {
    std::vector<Range> out;
    std::ifstream in(file);
    Range r;
    while (in >> r.first >> r.last >> r.country)
        out.push_back(r);
    std::sort(out.begin(), out.end(),
              [](const Range& a, const Range& b) { return a.first < b.first; });
    return out;
}

std::map<std::uint16_t, std::string> GeoDb::readNames(const std::string& file) {
    std::map<std::uint16_t, std::string> out;
    std::ifstream in(file);
    std::uint16_t code;
    std::string name;
    while (in >> code >> name)
        out.emplace(code, name);
    return out;
}

void GeoDb::ensureRanges() {
    if (ranges_ready_.load(std::memory_order_acquire))
        return;
    std::lock_guard<std::mutex> lock(load_mutex_);
    ranges_ = readRanges(dir_ + "/ranges.txt");
    ranges_ready_.store(true, std::memory_order_release); // EXPECT: split-atomic
}

void GeoDb::ensureNames() {
    if (names_ready_.load(std::memory_order_acquire))
        return;
    std::lock_guard<std::mutex> lock(load_mutex_);
    if (names_ready_.load(std::memory_order_relaxed))
        return;
    names_ = readNames(dir_ + "/names.txt");
    names_ready_.store(true, std::memory_order_release);
}

std::optional<std::uint16_t> GeoDb::country(std::uint32_t addr) {
    ensureRanges();
    auto it = std::upper_bound(ranges_.begin(), ranges_.end(), addr,
                               [](std::uint32_t a, const Range& r) { return a < r.first; });
    if (it == ranges_.begin())
        return std::nullopt;
    --it;
    if (addr > it->last)
        return std::nullopt;
    return it->country;
}

std::string GeoDb::nameOf(std::uint16_t country) {
    ensureNames();
    auto it = names_.find(country);
    return it == names_.end() ? std::string("??") : it->second;
}

}  // namespace geo

int main(int argc, char** argv) {
    geo::GeoDb db(argc > 1 ? argv[1] : ".");
    std::vector<std::jthread> handlers;
    std::atomic<unsigned> known{0};
    for (std::uint32_t i = 0; i < 4; ++i) {
        handlers.emplace_back([&db, &known, i] {
            for (std::uint32_t a = i; a < 100000; a += 4) {
                auto c = db.country(a * 40000u);
                if (c && db.nameOf(*c) != "??")
                    ++known;
            }
        });
    }
    for (auto& h : handlers)
        h.join();
    std::cout << known.load() << " addresses known\n";
}
