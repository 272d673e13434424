#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gfx {

using Clock = std::chrono::steady_clock;

struct Pipeline {
    std::vector<std::uint32_t> words;
    void* driver_handle = nullptr;
    ~Pipeline();
};

// Compiled pipelines, shared by the render threads.
class PipelineTable {
public:
    Pipeline* find(std::uint64_t key);
    void put(std::uint64_t key, std::uint32_t generation, std::unique_ptr<Pipeline> p);
    std::uint32_t generation(std::uint64_t key) const;
    bool erase(std::uint64_t key);
    std::vector<std::uint64_t> keys() const;

private:
    struct Slot {
        std::uint32_t generation = 0;
        std::unique_ptr<Pipeline> pipeline;
    };
    mutable std::mutex mu_;
    std::unordered_map<std::uint64_t, Slot> slots_;
};

// Blocking queue of files that the I/O thread is to remove.
class RemovalQueue {
public:
    void push(std::filesystem::path p);
    std::optional<std::filesystem::path> pop();
    void shutdown();

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::filesystem::path> q_;
    bool down_ = false;
};

class DiskCache {
public:
    DiskCache(std::filesystem::path dir, RemovalQueue& removals);
    std::optional<std::vector<std::uint32_t>> load(std::uint64_t key);
    void store(std::uint64_t key, const std::vector<std::uint32_t>& words);
    void scan(Clock::duration max_age);

private:
    struct Item {
        std::filesystem::path file;
        Clock::time_point stored;
    };
    std::filesystem::path dir_;
    RemovalQueue& removals_;
    std::mutex mu_;
    std::unordered_map<std::uint64_t, Item> items_;
};

class RemovalThread {
public:
    explicit RemovalThread(RemovalQueue& q) : q_(q), t_([this] { run(); }) {}
    ~RemovalThread() {
        q_.shutdown();
        t_.join();
    }

private:
    void run();
    RemovalQueue& q_;
    std::thread t_;
};

void onDriverReload(PipelineTable& table, std::uint32_t generation);

}  // namespace gfx
