#pragma once
#include <filesystem>
#include <optional>
#include <string_view>

namespace webdav {

class Jail {
public:
    explicit Jail(const std::filesystem::path& root);

    // Absolute name below the share, or nothing when the request leaves it.
    std::optional<std::filesystem::path> resolve(std::string_view request) const;
    const std::filesystem::path& root() const { return root_; }

private:
    std::filesystem::path root_;
};

} // namespace webdav
