#pragma once
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <ostream>
#include <string>
#include <vector>

struct Archive {
    std::filesystem::path file;
    std::filesystem::file_time_type taken;
    std::uintmax_t bytes = 0;
};

class Catalog {
public:
    explicit Catalog(std::filesystem::path root);
    void rescan();
    std::size_t rotate(std::size_t keep);
    bool restore(const std::string& name, std::ostream& out) const;
    std::uintmax_t total_bytes() const;

private:
    std::filesystem::path root_;
    mutable std::mutex mu_;
    std::vector<Archive> archives_;
};
