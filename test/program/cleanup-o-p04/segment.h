#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace wal {

namespace fs = std::filesystem;

struct SegmentMeta {
    std::uint64_t id = 0;
    fs::path path;
    fs::file_time_type sealed{};
    std::uintmax_t bytes = 0;
    int readers = 0;
};

class RetentionPolicy {
public:
    explicit RetentionPolicy(std::chrono::hours keep) : keep_(keep) {}
    bool elapsed(const SegmentMeta &m) const;

private:
    std::chrono::hours keep_;
};

class Archive {
public:
    Archive(fs::path root, RetentionPolicy policy) : root_(std::move(root)), policy_(policy) {}

    void rescan();
    fs::path openReader(std::uint64_t id);
    void closeReader(std::uint64_t id);
    std::size_t enforceRetention();
    std::size_t trimToBudget(std::uintmax_t budget);

private:
    fs::path root_;
    RetentionPolicy policy_;
    std::mutex mu_;
    std::map<std::uint64_t, SegmentMeta> segments_;
};

bool dropSegment(const fs::path &path);

} // namespace wal
