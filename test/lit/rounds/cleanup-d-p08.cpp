// RUN: %tocsin %s
// STD: c++20
// Rendition store of the media server: transcoded files, produced on demand.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class RenditionStore {
    using Clock = std::chrono::steady_clock;

    struct Rendition {
        fs::path file;
        int readers = 0;
        bool resident = false;
        Clock::time_point last_read{};
    };

public:
    using Transcode = std::function<bool(const std::string&, const fs::path&)>;

    RenditionStore(fs::path root, Transcode t)
        : root_(std::move(root)), transcode_(std::move(t)), sweeper_([this](std::stop_token st) { run(st); }) {}

    std::FILE* open(const std::string& key) {
        fs::path file;
        bool need = false;
        {
            std::lock_guard<std::mutex> lk(mu_);
            Rendition& r = table_[key];
            if (r.file.empty())
                r.file = root_ / (key + ".mp4");
            ++r.readers;
            r.last_read = Clock::now();
            need = !r.resident;
            file = r.file;
        }
        if (need && !transcode_(key, file)) {
            close(key, nullptr);
            return nullptr;
        }
        std::FILE* f = std::fopen(file.c_str(), "rb");
        std::lock_guard<std::mutex> lk(mu_);
        table_[key].resident = f != nullptr;
        return f;
    }

    void close(const std::string& key, std::FILE* f) {
        if (f)
            std::fclose(f);
        std::lock_guard<std::mutex> lk(mu_);
        Rendition& r = table_[key];
        --r.readers;
        r.last_read = Clock::now();
    }

private:
    void sweep(Clock::duration idle) {
        std::vector<std::string> keys;
        {
            std::lock_guard<std::mutex> lk(mu_);
            for (auto& [k, r] : table_)
                if (r.resident)
                    keys.push_back(k);
        }
        for (const std::string& k : keys) {
            std::unique_lock<std::mutex> lk(mu_);
            Rendition& r = table_[k];
            if (r.readers > 0)
                continue;
            if (Clock::now() - r.last_read < idle)
                continue;
            const fs::path victim = r.file;
            lk.unlock(); // NFS; a removal may take seconds

            std::error_code ec;
            fs::remove(victim, ec); // EXPECT: timestamp-cleanup
            lk.lock();
            table_[k].resident = static_cast<bool>(ec);
        }
    }

    void run(std::stop_token st) {
        std::unique_lock<std::mutex> lk(tick_mu_);
        while (!st.stop_requested()) {
            tick_.wait_for(lk, st, 60s, [] { return false; });
            sweep(20min);
        }
    }

    fs::path root_;
    Transcode transcode_;
    std::mutex mu_;
    std::map<std::string, Rendition> table_;
    std::mutex tick_mu_;
    std::condition_variable_any tick_;
    std::jthread sweeper_;
};

int main() {
    RenditionStore store("/srv/renditions", [](const std::string&, const fs::path& p) {
        std::FILE* f = std::fopen(p.c_str(), "wb");
        return f && std::fclose(f) == 0;
    });
    if (std::FILE* f = store.open("intro-720p"))
        store.close("intro-720p", f);
}
