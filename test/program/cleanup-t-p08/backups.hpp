#pragma once
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace backup {

namespace fs = std::filesystem;

struct Image {
    fs::path dir;
    fs::file_time_type taken;
};

// Restores and mounts pin the image that they read.
class PinSet {
public:
    void pin(const std::string& name);
    void unpin(const std::string& name);
    bool contains(const std::string& name) const;
    std::mutex& mutex() const { return mu_; }
private:
    mutable std::mutex mu_;
    std::multiset<std::string> names_;
};

std::vector<Image> listImages(const fs::path& root);
int keepNewest(const fs::path& root, std::size_t keep);
int keepNewestUnpinned(const fs::path& root, std::size_t keep, const PinSet& pins);

}  // namespace backup
