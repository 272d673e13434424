// RUN: %tocsin %s
// STD: c++20
// Ground station: storage of recorded satellite passes (IQ dumps + decoded frames).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

struct Pass {
    std::string id;
    fs::path dir;
    fs::file_time_type recorded;
};

class PassStore {
public:
    explicit PassStore(fs::path root) : root_(std::move(root)) {}

    // demodulator threads bracket their work with pin/unpin
    void pin(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        pinned_.insert(id);
    }
    void unpin(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        pinned_.erase(id);
    }

    std::vector<Pass> list() const {
        std::vector<Pass> out;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(root_, ec)) {
            if (!e.is_directory(ec)) continue;
            out.push_back({e.path().filename().string(), e.path(), e.last_write_time(ec)});
        }
        std::sort(out.begin(), out.end(),
                  [](const Pass& a, const Pass& b) { return a.recorded > b.recorded; });
        return out;
    }

    std::size_t retain(std::size_t keep) {
        auto passes = list();
        std::size_t removed = 0;
        for (std::size_t i = keep; i < passes.size(); ++i) {
            std::error_code ec;
            fs::remove_all(passes[i].dir, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << "retain: " << passes[i].id << ": " << ec.message() << '\n';
            else
                ++removed;
        }
        return removed;
    }

    std::size_t retainUnpinned(std::size_t keep) {
        std::lock_guard<std::mutex> g(mu_);
        auto passes = list();
        std::size_t removed = 0;
        for (std::size_t i = keep; i < passes.size(); ++i) {
            if (pinned_.count(passes[i].id)) continue;
            std::error_code ec;
            fs::remove_all(passes[i].dir, ec);
            if (!ec) ++removed;
        }
        return removed;
    }

    const fs::path& root() const { return root_; }

private:
    fs::path root_;
    mutable std::mutex mu_;
    std::set<std::string> pinned_;
};

static void demodulate(PassStore& store, const std::string& id) {
    store.pin(id);
    for (int chunk = 0; chunk < 64; ++chunk) {
        std::ifstream in(store.root() / id / ("iq" + std::to_string(chunk)), std::ios::binary);
        std::ofstream out(store.root() / id / ("frames" + std::to_string(chunk)));
        std::string buf(4096, '\0');
        while (in.read(buf.data(), static_cast<std::streamsize>(buf.size())))
            out << std::hash<std::string>{}(buf) << '\n';
    }
    store.unpin(id);
}

int main() {
    PassStore store("/srv/passes");
    std::thread demod([&] { demodulate(store, "noaa19-2231"); });
    if (fs::space("/srv/passes").available < (8ull << 30))
        store.retain(20);
    else
        store.retainUnpinned(60);
    demod.join();
}
