#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace shipper {

std::uintmax_t sizeOf(const std::filesystem::path& p);
std::optional<std::string> slurp(const std::filesystem::path& p);
bool replaceFile(const std::filesystem::path& p, const std::string& text);

} // namespace shipper
