// STD: c++20
#include "catalog.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>

namespace fs = std::filesystem;

Catalog::Catalog(fs::path root) : root_(std::move(root)) {}

void Catalog::rescan() {
    std::lock_guard<std::mutex> g(mu_);
    archives_.clear();
    std::error_code ec;
    for (const auto& e : fs::directory_iterator(root_, ec)) {
        if (!e.is_regular_file(ec) || e.path().extension() != ".bak") continue;
        archives_.push_back({e.path(), e.last_write_time(ec), e.file_size(ec)});
    }
}

std::size_t Catalog::rotate(std::size_t keep) {
    std::lock_guard<std::mutex> g(mu_);
    std::sort(archives_.begin(), archives_.end(),
              [](const Archive& a, const Archive& b) { return a.taken > b.taken; });
    std::size_t gone = 0;
    while (archives_.size() > keep) {
        std::error_code ec;
        fs::remove(archives_.back().file, ec); // EXPECT: timestamp-cleanup
        if (ec) std::cerr << archives_.back().file << ": " << ec.message() << '\n';
        archives_.pop_back();
        ++gone;
    }
    return gone;
}

bool Catalog::restore(const std::string& name, std::ostream& out) const {
    fs::path file;
    {
        std::lock_guard<std::mutex> g(mu_);
        for (const auto& a : archives_)
            if (a.file.filename() == name) file = a.file;
    }
    if (file.empty()) return false;
    for (int part = 0;; ++part) {
        fs::path p = file;
        if (part) p += "." + std::to_string(part);
        std::ifstream in(p, std::ios::binary);
        if (!in) return part > 0;
        out << in.rdbuf();
    }
}

std::uintmax_t Catalog::total_bytes() const {
    std::lock_guard<std::mutex> g(mu_);
    std::uintmax_t n = 0;
    for (const auto& a : archives_) n += a.bytes;
    return n;
}
