// STD: c++20
#include "jail.hpp"

#include <algorithm>
#include <system_error>

namespace fs = std::filesystem;

namespace webdav {

Jail::Jail(const fs::path& root) : root_(fs::canonical(root)) {}

std::optional<fs::path> Jail::resolve(std::string_view request) const {
    while (!request.empty() && request.front() == '/')
        request.remove_prefix(1);
    std::error_code ec;
    fs::path full = fs::weakly_canonical(root_ / fs::path(request), ec);
    if (ec)
        return std::nullopt;
    const auto diff = std::mismatch(root_.begin(), root_.end(), full.begin(), full.end());
    if (diff.first != root_.end())
        return std::nullopt;
    return full;
}

} // namespace webdav
