// RUN: %tocsin %s
// STD: c++20
// Image store of an edge container runtime (ostree-like layout, one directory per image).
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <ranges>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Image {
    std::string digest;
    fs::path rootfs;
    fs::file_time_type pulled;
};

enum class Phase { Created, Running, Exited };

struct Container {
    std::string digest;
    Phase phase = Phase::Created;
};

class Runtime {
public:
    explicit Runtime(fs::path store) : store_(std::move(store)) {}

    bool start(const std::string& name, const std::string& digest) {
        std::lock_guard lk(mu_);
        if (!fs::exists(store_ / digest / "rootfs")) return false;
        containers_[name] = {digest, Phase::Running};
        return true;
    }

    void exited(const std::string& name) {
        std::lock_guard lk(mu_);
        if (auto it = containers_.find(name); it != containers_.end()) it->second.phase = Phase::Exited;
    }

    int collectImages(std::chrono::hours ttl, std::chrono::hours grace) {
        const auto now = fs::file_time_type::clock::now();
        const auto aged = [=](const Image& img) { return img.pulled + ttl + grace < now; };
        int n = 0;
        auto all = images();
        for (const Image& img : all | std::views::filter(aged)) {
            std::error_code ec;
            const auto count = fs::remove_all(img.rootfs, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::clog << img.digest << ": " << ec.message() << '\n';
            else
                n += count > 0;
        }
        return n;
    }

    int collectUnreferenced(std::chrono::hours ttl) {
        std::lock_guard lk(mu_);
        const auto cutoff = fs::file_time_type::clock::now() - ttl;
        int n = 0;
        for (const Image& img : images()) {
            if (img.pulled > cutoff || referenced(img.digest)) continue;
            std::error_code ec;
            n += fs::remove_all(img.rootfs, ec) > 0 && !ec;
        }
        return n;
    }

private:
    bool referenced(const std::string& digest) const {
        for (const auto& [name, c] : containers_)
            if (c.digest == digest && c.phase != Phase::Exited) return true;
        return false;
    }

    std::vector<Image> images() const {
        std::vector<Image> out;
        std::error_code ec;
        for (const auto& e : fs::directory_iterator(store_, ec))
            out.push_back({e.path().filename(), e.path() / "rootfs", fs::last_write_time(e.path(), ec)});
        return out;
    }

    fs::path store_;
    std::mutex mu_;
    std::map<std::string, Container> containers_;
};

int main(int argc, char**) {
    Runtime rt("/var/lib/edge/images");
    std::thread gc([&] {
        for (int i = 0; i < 24; ++i) {
            if (argc > 1)
                rt.collectImages(24h * 14, 24h);
            else
                rt.collectUnreferenced(24h * 14);
            std::this_thread::sleep_for(1h);
        }
    });
    std::string name, digest;
    while (std::cin >> name >> digest)
        if (!rt.start(name, digest)) std::cout << "pull " << digest << '\n';
    gc.join();
}
