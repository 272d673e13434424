// RUN: %tocsin %s
// STD: c++20
// Plugin host: hot-reload of bundles unpacked under a versioned directory.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace host {

namespace fs = std::filesystem;

struct Bundle {
    std::string name;
    uint64_t generation = 0;
    fs::path dir;
};

class BundleStore {
public:
    explicit BundleStore(fs::path root) : root_(std::move(root)) {}

    fs::path resolve(const std::string& name, const std::string& asset) const {
        std::lock_guard lk(mu_);
        auto it = active_.find(name);
        return it == active_.end() ? fs::path{} : it->second.dir / asset;
    }

    void install(Bundle incoming) {
        unpack(incoming);
        std::vector<Bundle> all;
        {
            std::lock_guard lk(mu_);
            active_[incoming.name] = incoming;
            unpacked_.push_back(incoming);
            all = unpacked_;
        }
        for (const Bundle& old : all) {
            if (old.name != incoming.name)
                continue;
            if (old.generation < incoming.generation) {
                std::error_code ec;
                fs::remove_all(old.dir, ec); // EXPECT: timestamp-cleanup
                if (ec)
                    std::clog << "bundle " << old.name << ": " << ec.message() << '\n';
            }
        }
        forget(incoming.name, incoming.generation);
    }

private:
    void unpack(Bundle& b) {
        b.dir = root_ / b.name / std::to_string(b.generation);
        fs::create_directories(b.dir);
    }

    void forget(const std::string& name, uint64_t current) {
        std::lock_guard lk(mu_);
        std::vector<Bundle> rest;
        for (auto& b : unpacked_)
            if (b.name != name || b.generation == current)
                rest.push_back(std::move(b));
        unpacked_.swap(rest);
    }

    fs::path root_;
    mutable std::mutex mu_;
    std::map<std::string, Bundle> active_;
    std::vector<Bundle> unpacked_;
};

} // namespace host

int main() {
    host::BundleStore store("/opt/host/bundles");
    store.install({"charts", 4, {}});
    store.install({"charts", 5, {}});
    std::cout << store.resolve("charts", "index.js") << '\n';
}
