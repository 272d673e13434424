// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class ImageStore {
public:
    explicit ImageStore(fs::path root) : root_(std::move(root)) {}

    void pulled(const std::string& digest) {
        std::lock_guard<std::mutex> g(mu_);
        images_[digest] = Image{root_ / digest, Clock::now(), 0};
    }

    std::optional<fs::path> start_container(const std::string& digest) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = images_.find(digest);
        if (it == images_.end()) return std::nullopt;
        ++it->second.containers;
        return it->second.layers;
    }

    void stop_container(const std::string& digest) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = images_.find(digest);
        if (it == images_.end()) return;
        --it->second.containers;
        it->second.last_stop = Clock::now();
    }

    std::size_t collect(std::chrono::minutes keep) {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        std::size_t n = 0;
        for (auto it = images_.begin(); it != images_.end();) {
            const Image& img = it->second;
            if (now - img.last_stop < keep) {
                ++it;
                continue;
            }
            if (img.containers != 0) {
                ++it;
                continue;
            }
            std::error_code ec;
            fs::remove_all(img.layers, ec);
            if (ec) std::cerr << img.layers << ": " << ec.message() << '\n';
            it = images_.erase(it);
            ++n;
        }
        return n;
    }

private:
    struct Image {
        fs::path layers;
        Clock::time_point last_stop;
        int containers = 0;
    };
    fs::path root_;
    std::mutex mu_;
    std::unordered_map<std::string, Image> images_;
};

int main() {
    ImageStore store("/var/lib/boxd/images");
    store.pulled("sha256-aa");
    std::thread gc([&] {
        for (int i = 0; i < 10; ++i) {
            std::cout << store.collect(std::chrono::minutes(30)) << '\n';
            std::this_thread::sleep_for(std::chrono::seconds(60));
        }
    });
    if (auto p = store.start_container("sha256-aa")) {
        std::cout << "layers at " << *p << '\n';
        store.stop_container("sha256-aa");
    }
    gc.join();
}
