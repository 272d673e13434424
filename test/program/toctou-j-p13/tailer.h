#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace shipper {

using Sink = std::function<bool(const std::string& line)>;

class Tailer {
public:
    Tailer(std::filesystem::path log, std::filesystem::path stateDir);

    std::size_t pump(const Sink& sink);
    bool drained() const;
    const std::filesystem::path& path() const { return path_; }
    void rewind() { offset_ = 0; }
    bool saveCheckpoint() const;

private:
    void loadCheckpoint();

    std::filesystem::path path_;
    std::filesystem::path state_;
    std::uintmax_t offset_ = 0;
};

} // namespace shipper
