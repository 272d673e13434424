// RUN: %tocsin %s
// STD: c++20
// Local cache of compiled shaders. Every entry owns its file on disk; it goes
// when the entry goes.
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shc {

using Millis = std::uint64_t;

inline Millis uptime() {
    using namespace std::chrono;
    return static_cast<Millis>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

class Blob {
public:
    explicit Blob(std::string path) : path_(std::move(path)) {}
    ~Blob() { ::unlink(path_.c_str()); }
    Blob(const Blob&) = delete;
    Blob& operator=(const Blob&) = delete;

    std::vector<char> load() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::string path_;
};

class ShaderCache {
public:
    explicit ShaderCache(std::string dir) : dir_(std::move(dir)) {}

    // Copies of the pointer come from here only, with mu_ held.
    std::shared_ptr<const Blob> open(const std::string& key) {
        const Millis asked = uptime();
        std::lock_guard lk(mu_);
        auto it = slots_.find(key);
        if (it == slots_.end())
            return nullptr;
        it->second.last_used = asked;
        return it->second.blob;
    }

    void add(const std::string& key, const std::vector<char>& code) {
        std::lock_guard lk(mu_);
        Slot& s = slots_[key];
        if (s.blob)
            return;
        const std::string path = dir_ + "/" + key + ".spv";
        std::ofstream(path, std::ios::binary).write(code.data(), static_cast<std::streamsize>(code.size()));
        s.blob = std::make_shared<const Blob>(path);
        s.last_used = uptime();
    }

    std::size_t sweep(Millis idle_limit) {
        const Millis now = uptime();
        std::lock_guard lk(mu_);
        std::size_t n = 0;
        for (auto it = slots_.begin(); it != slots_.end();) {
            if (quiet_for(it->second, now) < idle_limit || it->second.blob.use_count() > 1) {
                ++it;
                continue;
            }
            it = slots_.erase(it);
            ++n;
        }
        return n;
    }

    // Oldest first until the count fits; entries that are open are passed over.
    void shrink_to(std::size_t want) {
        std::lock_guard lk(mu_);
        while (slots_.size() > want) {
            auto victim = slots_.end();
            for (auto it = slots_.begin(); it != slots_.end(); ++it) {
                if (it->second.blob.use_count() != 1)
                    continue;
                if (victim == slots_.end() || it->second.last_used < victim->second.last_used)
                    victim = it;
            }
            if (victim == slots_.end())
                return;
            slots_.erase(victim);
        }
    }

private:
    struct Slot {
        std::shared_ptr<const Blob> blob;
        Millis last_used = 0;
    };

    static Millis quiet_for(const Slot& s, Millis now) {
        return now > s.last_used ? now - s.last_used : 0;
    }

    std::string dir_;
    std::mutex mu_;
    std::unordered_map<std::string, Slot> slots_;
};

} // namespace shc

int main() {
    shc::ShaderCache cache("/var/tmp/shc");
    cache.add("blur", {'s', 'p', 'v'});
    std::jthread sweeper([&cache](std::stop_token st) {
        while (!st.stop_requested()) {
            cache.sweep(30'000);
            cache.shrink_to(512);
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
    });
    std::vector<std::jthread> compilers;
    for (int i = 0; i < 3; ++i)
        compilers.emplace_back([&cache] {
            if (auto b = cache.open("blur"))
                (void)b->load();
        });
}
