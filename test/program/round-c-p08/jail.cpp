#include "upload.h"
#include <algorithm>

namespace web {

Jail::Jail(const std::filesystem::path& root) : root_(std::filesystem::canonical(root)) {}

bool Jail::contains(const std::filesystem::path& p) const
{
    std::error_code ec;
    const auto real = std::filesystem::weakly_canonical(p, ec);
    if (ec)
        return false;
    auto [r, x] = std::mismatch(root_.begin(), root_.end(), real.begin(), real.end());
    return r == root_.end();
}

} // namespace web
