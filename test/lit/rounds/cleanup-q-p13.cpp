// RUN: %tocsin %s
// STD: c++20
// Sandbox and layer housekeeping of the function runtime.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <sys/mount.h>
#include <system_error>
#include <thread>
#include <utility>

namespace fs = std::filesystem;
using Mono = std::chrono::steady_clock;

struct Layer {
    fs::path dir;
    Mono::time_point pulled{};
    int users = 0;
    Layer* base = nullptr;
};

struct Sandbox {
    std::string id;
    fs::path merged;
    Mono::time_point created{};
    int invocations = 0;
    Layer* top = nullptr;
};

class Runtime {
public:
    explicit Runtime(fs::path root) : root_(std::move(root)) {}

    void pull(const std::string& name, const std::string& base) {
        std::lock_guard lk(mu_);
        auto& layer = layers_[name];
        layer.dir = root_ / "layers" / name;
        layer.pulled = Mono::now();
        if (auto it = layers_.find(base); it != layers_.end())
            layer.base = &it->second;
    }

    std::string begin(const std::string& layer) {
        std::lock_guard lk(mu_);
        auto it = layers_.find(layer);
        if (it == layers_.end())
            return {};
        auto& sb = sandboxes_.emplace_back();
        sb.id = "sb-" + std::to_string(++serial_);
        sb.merged = root_ / "run" / sb.id;
        sb.created = Mono::now();
        sb.invocations = 1;
        sb.top = &it->second;
        ++sb.top->users;
        return sb.id;
    }

    void end(const std::string& id) {
        std::lock_guard lk(mu_);
        for (auto& sb : sandboxes_)
            if (sb.id == id) {
                --sb.invocations;
                --sb.top->users;
            }
    }

    void reap_sandboxes(std::chrono::minutes ttl) {
        std::lock_guard lk(mu_);
        const auto now = Mono::now();
        for (auto it = sandboxes_.begin(); it != sandboxes_.end();) {
            if (it->invocations == 0 || now - it->created > ttl) {
                tear_down(*it); // EXPECT: timestamp-cleanup
                it = sandboxes_.erase(it);
            } else {
                ++it;
            }
        }
    }

    void reap_warm(std::chrono::minutes ttl) {
        std::lock_guard lk(mu_);
        const auto now = Mono::now();
        for (auto it = sandboxes_.begin(); it != sandboxes_.end();) {
            if (it->invocations == 0 && now - it->created > ttl) {
                tear_down(*it); // EXPECT-NOISE: timestamp-cleanup
                it = sandboxes_.erase(it);
            } else {
                ++it;
            }
        }
    }

    void expire_derived(std::chrono::hours keep) {
        std::lock_guard lk(mu_);
        for (auto& [name, layer] : layers_) {
            if (!layer.base || layer.base->users != 0)
                continue;
            if (Mono::now() - layer.pulled < keep)
                continue;
            wipe(layer.dir); // EXPECT-MISS: timestamp-cleanup
        }
    }

    void expire_roots(std::chrono::hours keep) {
        std::lock_guard lk(mu_);
        for (auto& [name, layer] : layers_) {
            if (layer.base)
                continue;
            if (Mono::now() - layer.pulled < keep)
                continue;
            if (layer.users > 0)
                std::fprintf(stderr, "layer %s has %d users\n", name.c_str(), layer.users);
            wipe(layer.dir); // EXPECT: timestamp-cleanup
        }
    }

private:
    static void wipe(const fs::path& dir) {
        std::error_code ec;
        fs::remove_all(dir, ec);
        if (ec)
            std::fprintf(stderr, "%s: %s\n", dir.c_str(), ec.message().c_str());
    }

    static void tear_down(const Sandbox& sb) {
        ::umount2(sb.merged.c_str(), MNT_DETACH);
        wipe(sb.merged);
    }

    fs::path root_;
    std::mutex mu_;
    std::map<std::string, Layer> layers_;
    std::list<Sandbox> sandboxes_;
    unsigned long serial_ = 0;
};

int main() {
    Runtime rt("/var/lib/fnrt");
    rt.pull("python", "");
    rt.pull("python-numpy", "python");
    std::jthread invoker([&] {
        const auto id = rt.begin("python-numpy");
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        rt.end(id);
    });
    rt.reap_warm(std::chrono::minutes(10));
    rt.reap_sandboxes(std::chrono::minutes(60));
    rt.expire_derived(std::chrono::hours(48));
    rt.expire_roots(std::chrono::hours(720));
}
