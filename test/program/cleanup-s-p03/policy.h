#pragma once
#include <chrono>
#include <filesystem>

namespace ingest {

struct RetentionPolicy {
    std::chrono::hours partials{24};
    std::chrono::hours chunks{72};

    static bool outlived(const std::filesystem::directory_entry &e, std::chrono::hours limit);
};

} // namespace ingest
