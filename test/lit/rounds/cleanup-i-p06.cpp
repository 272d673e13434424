// RUN: %tocsin %s
// STD: c++20
// Compiled pipeline cache of a renderer: each program owns a blob file in the cache directory.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace gfx {

using Clock = std::chrono::steady_clock;

class Program {
public:
    Program(std::filesystem::path blob, uint64_t hash) : blob_(std::move(blob)), hash_(hash) {
        std::ofstream(blob_, std::ios::binary) << "SPV" << hash_;
    }
    ~Program() {
        std::error_code ec;
        std::filesystem::remove(blob_, ec);
    }
    uint64_t hash() const { return hash_; }
    std::string load() const {
        std::ifstream in(blob_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::filesystem::path blob_;
    uint64_t hash_;
};

class ProgramCache {
public:
    explicit ProgramCache(std::filesystem::path dir) : dir_(std::move(dir)) {}

    std::shared_ptr<Program> acquire(uint64_t hash) {
        std::scoped_lock lk(m_);
        auto [it, fresh] = entries_.try_emplace(hash);
        if (fresh)
            it->second.program = std::make_shared<Program>(dir_ / std::to_string(hash), hash);
        it->second.lastUsed = Clock::now();
        return it->second.program;
    }

    size_t trim(Clock::duration maxIdle) {
        std::scoped_lock lk(m_);
        const auto cutoff = Clock::now() - maxIdle;
        size_t n = 0;
        for (auto it = entries_.begin(); it != entries_.end();) {
            const Entry& e = it->second;
            if (e.lastUsed < cutoff && e.program.use_count() == 1) {
                it = entries_.erase(it);
                ++n;
                continue;
            }
            ++it;
        }
        return n;
    }

private:
    struct Entry {
        std::shared_ptr<Program> program;
        Clock::time_point lastUsed{};
    };
    std::filesystem::path dir_;
    std::mutex m_;
    std::unordered_map<uint64_t, Entry> entries_;
};

} // namespace gfx

int main() {
    using namespace std::chrono_literals;
    gfx::ProgramCache cache(std::filesystem::temp_directory_path());
    std::thread worker([&] {
        for (uint64_t i = 0; i < 500; ++i) {
            auto p = cache.acquire(i % 17);
            if (p->load().empty()) return;
        }
    });
    for (int i = 0; i < 10; ++i) {
        cache.trim(2s);
        std::this_thread::sleep_for(500ms);
    }
    worker.join();
}
