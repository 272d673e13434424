// RUN: %tocsin %s
// STD: c++20
// Pipeline-state cache of the renderer. The loader thread rebuilds pipelines
// when shaders change on disk; worker threads record command lists with them.
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gfx {

struct ShaderBlob {
    std::vector<std::uint8_t> code;
};

class Pipeline {
public:
    Pipeline(std::string name, std::uint64_t generation, ShaderBlob blob)
        : name_(std::move(name)), generation_(generation), blob_(std::move(blob)) {}

    const std::string &name() const { return name_; }
    std::uint64_t generation() const { return generation_; }
    std::size_t record(std::vector<std::uint8_t> &out) const {
        out.insert(out.end(), blob_.code.begin(), blob_.code.end());
        return blob_.code.size();
    }

private:
    std::string name_;
    std::uint64_t generation_;
    ShaderBlob blob_;
};

class PipelineCache {
public:
    Pipeline *find(const std::string &name) {
        std::scoped_lock lk(mtx_);
        for (Pipeline *p : live_)
            if (p->name() == name)
                return p;
        return nullptr;
    }

    void install(Pipeline *p) {
        std::scoped_lock lk(mtx_);
        live_.insert(live_.begin(), p);
    }

    std::uint64_t bump() { return ++generation_; }

    // Runs on the loader thread after a reload round finished.
    std::size_t dropOutdated() {
        std::scoped_lock lk(mtx_);
        const std::uint64_t current = generation_.load();
        std::vector<Pipeline *> kept;
        std::size_t n = 0;
        for (Pipeline *p : live_) {
            if (p->generation() < current) {
                delete p; // EXPECT: timestamp-cleanup
                ++n;
                continue;
            }
            kept.push_back(p);
        }
        live_.swap(kept);
        return n;
    }

private:
    std::mutex mtx_;
    std::vector<Pipeline *> live_;
    std::atomic<std::uint64_t> generation_{0};
};

class Recorder {
public:
    explicit Recorder(PipelineCache &cache) : cache_(cache) {}

    void run(const std::vector<std::string> &draws) {
        for (const auto &d : draws) {
            Pipeline *p = cache_.find(d);
            if (!p)
                continue;
            bytes_ += p->record(stream_); // EXPECT-NOISE: lost-update
        }
    }

private:
    PipelineCache &cache_;
    std::vector<std::uint8_t> stream_;
    std::size_t bytes_ = 0;
};

} // namespace gfx

int main() {
    gfx::PipelineCache cache;
    cache.install(new gfx::Pipeline("sky", cache.bump(), {}));
    gfx::Recorder a(cache), b(cache);
    std::thread t1([&] { a.run({"sky", "water"}); });
    std::thread t2([&] { b.run({"sky"}); });
    cache.install(new gfx::Pipeline("sky", cache.bump(), {}));
    cache.dropOutdated();
    t1.join();
    t2.join();
}
