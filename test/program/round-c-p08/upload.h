#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace web {

class Jail {
public:
    explicit Jail(const std::filesystem::path& root);
    bool contains(const std::filesystem::path& p) const;
    const std::filesystem::path& root() const noexcept { return root_; }

private:
    std::filesystem::path root_;
};

enum class PutResult { stored, forbidden, failed };
PutResult putObject(const Jail& jail, std::string_view name, std::string_view body);

} // namespace web
