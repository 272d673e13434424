// STD: c++20
#include "fsutil.h"
#include <fstream>
#include <iterator>

namespace shipper {

std::uintmax_t sizeOf(const std::filesystem::path& p)
{
    std::error_code ec;
    auto n = std::filesystem::file_size(p, ec);
    return ec ? 0 : n;
}

std::optional<std::string> slurp(const std::filesystem::path& p)
{
    std::ifstream in(p, std::ios::binary);
    if (!in)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

bool replaceFile(const std::filesystem::path& p, const std::string& text)
{
    auto tmp = p;
    tmp += ".new";
    {
        std::ofstream out(tmp, std::ios::binary | std::ios::trunc);
        out << text;
        if (!out.flush())
            return false;
    }
    std::error_code ec;
    std::filesystem::rename(tmp, p, ec);
    return !ec;
}

} // namespace shipper
