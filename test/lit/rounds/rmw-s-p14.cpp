// RUN: %tocsin %s
// STD: c++20
// Shader library of the renderer: compiled once, used by every encoder thread.
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Shader {
    std::string source;
    std::uint64_t hash = 0;
    unsigned variants = 0;
};

static Shader compile(const std::string& name) {
    Shader s{"#version 450 // " + name, 14695981039346656037ull, 0};
    for (char c : s.source)
        s.hash = (s.hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    s.variants = s.variants + 1;
    return s;
}

class ShaderLibrary {
public:
    const Shader& get(const std::string& name) {
        {
            std::lock_guard lk(mu_);
            if (auto it = shaders_.find(name); it != shaders_.end())
                return *it->second;
        }
        auto fresh = std::make_unique<Shader>(compile(name));
        fresh->variants++;
        std::lock_guard lk(mu_);
        auto [it, inserted] = shaders_.try_emplace(name, std::move(fresh));
        compiled_ += inserted ? 1 : 0;
        return *it->second;
    }

    const Shader& fallback() {
        Shader* s = fallback_.load(std::memory_order_acquire);
        if (!s) {
            std::lock_guard lk(mu_);
            s = fallback_.load(std::memory_order_relaxed);
            if (!s) {
                fallback_owner_ = std::make_unique<Shader>(compile("magenta"));
                s = fallback_owner_.get();
                fallback_.store(s, std::memory_order_release);
            }
        }
        return *s;
    }

    unsigned device_limit() {
        std::call_once(probed_, [this] {
            if (limit_ == 0)
                limit_ = 16;
            limit_ = limit_ * 4;
        });
        return limit_;
    }

private:
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<Shader>> shaders_;
    unsigned compiled_ = 0;
    std::atomic<Shader*> fallback_{nullptr};
    std::unique_ptr<Shader> fallback_owner_;
    std::once_flag probed_;
    unsigned limit_ = 0;
};

static ShaderLibrary& library() {
    static ShaderLibrary lib;
    return lib;
}

struct EncoderStats {
    std::uint64_t draws = 0;
    std::uint64_t binds = 0;
};

static thread_local EncoderStats tls_stats;

static EncoderStats encode(unsigned lane, std::vector<std::uint64_t>& lanes) {
    tls_stats = {};
    for (int i = 0; i < 1000; ++i) {
        const Shader& s = i % 10 ? library().get("mesh-" + std::to_string(i % 7)) : library().fallback();
        lanes[lane] = lanes[lane] * 31 + s.hash;
        tls_stats.draws += 1;
        if (tls_stats.binds < library().device_limit())
            tls_stats.binds = tls_stats.binds + 1;
    }
    return tls_stats;
}

int main() {
    constexpr unsigned kLanes = 4;
    std::vector<std::uint64_t> lanes(kLanes, 1);
    std::vector<std::future<EncoderStats>> pending;
    for (unsigned lane = 0; lane < kLanes; ++lane)
        pending.push_back(std::async(std::launch::async, [lane, &lanes] { return encode(lane, lanes); }));

    EncoderStats total;
    for (auto& f : pending) {
        const auto s = f.get();
        total.draws += s.draws;
        total.binds += s.binds;
    }

    std::array<std::string, 2> captions;
    std::latch ready(2);
    std::jthread left([&] {
        captions[0] += "draws " + std::to_string(total.draws);
        ready.count_down();
    });
    std::jthread right([&] {
        captions[1] += "binds " + std::to_string(total.binds);
        ready.count_down();
    });
    ready.wait();
    captions[0] += ", " + captions[1];
    std::puts(captions[0].c_str());
}
