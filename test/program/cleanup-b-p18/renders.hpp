#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

class RenderStore {
public:
    using clock = std::chrono::steady_clock;
    explicit RenderStore(std::filesystem::path dir) : dir_(std::move(dir)) {}

    std::string load(const std::string& key);
    void save(const std::string& key, const std::string& png);
    std::size_t sweep(std::chrono::hours retention);

private:
    std::filesystem::path dir_;
    std::mutex io_mu_;
    std::mutex sweep_mu_;
    std::size_t swept_ = 0;
    clock::time_point last_sweep_{};
};
