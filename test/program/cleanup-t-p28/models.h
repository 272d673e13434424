#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace serving {

using Clock = std::chrono::steady_clock;

class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& p);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();
    const std::uint8_t* data() const { return data_; }
    std::size_t size() const { return size_; }
private:
    int fd_ = -1;
    const std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

struct Model {
    std::string name;
    std::uint64_t version = 0;
    std::filesystem::path dir;
    std::unique_ptr<MappedFile> weights;
    Clock::time_point loaded_at;
    int running = 0;
};

class ModelTable {
public:
    bool load(const std::string& name, std::uint64_t version, const std::filesystem::path& dir);

    // The newest version, counted as running until finish().
    Model* start(const std::string& name);
    void finish(Model* m);

    int retireSuperseded(const std::string& name);
    int dropSuperseded(const Model& fresh);
    int unloadAged(Clock::duration limit);

private:
    std::uint64_t newestLocked(const std::string& name) const;

    mutable std::mutex mu_;
    std::vector<std::unique_ptr<Model>> models_;
};

}  // namespace serving
