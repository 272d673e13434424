// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using Mono = std::chrono::steady_clock;

struct Volume {
    std::string name;
    fs::path data;
    std::optional<Mono::time_point> trashed_at;
    int mounts = 0;
    bool gone = false;
};

class VolumeTable {
public:
    void create(const std::string& name, fs::path data) {
        std::lock_guard<std::mutex> g(mu_);
        Volume v;
        v.name = name;
        v.data = std::move(data);
        volumes_.push_back(std::move(v));
    }

    std::optional<fs::path> mount(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& v : volumes_) {
            if (v.name != name || v.gone) continue;
            ++v.mounts;
            return v.data;
        }
        return std::nullopt;
    }

    void unmount(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& v : volumes_)
            if (v.name == name) --v.mounts;
    }

    bool trash(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& v : volumes_) {
            if (v.name != name || v.trashed_at) continue;
            v.trashed_at = Mono::now();
            return true;
        }
        return false;
    }

    void empty_trash(std::chrono::minutes grace) {
        std::lock_guard<std::mutex> g(mu_);
        for (auto& v : volumes_) {
            if (v.gone || !v.trashed_at) continue;
            if (Mono::now() - *v.trashed_at < grace) continue;
            std::error_code ec;
            fs::remove_all(v.data, ec); // EXPECT: timestamp-cleanup
            if (ec) std::cerr << v.data << ": " << ec.message() << '\n';
            v.gone = !ec;
        }
    }

private:
    std::mutex mu_;
    std::vector<Volume> volumes_;
};

int main() {
    VolumeTable t;
    t.create("db0", "/srv/vol/db0");
    std::thread janitor([&] {
        for (int i = 0; i < 60; ++i) {
            t.empty_trash(std::chrono::minutes(10));
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    if (auto p = t.mount("db0")) {
        t.trash("db0");
        std::cout << fs::file_size(*p / "ibdata") << '\n';
        t.unmount("db0");
    }
    janitor.join();
}
