// RUN: %tocsin %s
// STD: c++20
// std::filesystem actions behind one question.
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

void step_01(const fs::path& a, const fs::path& b)
{
    if (!fs::exists(b))
        fs::rename(a, b); // EXPECT: file-toctou
}

void step_02(const fs::path& a, const fs::path& b)
{
    if (fs::exists(b))
        throw std::runtime_error("target present");
    fs::copy_file(a, b, fs::copy_options::overwrite_existing); // EXPECT: file-toctou
}

void step_03(const fs::path& p)
{
    if (fs::is_symlink(p) || !fs::is_regular_file(p))
        return;
    fs::permissions(p, fs::perms::owner_all); // EXPECT: file-toctou
}

void step_04(const fs::path& p, std::uintmax_t limit)
{
    if (fs::is_regular_file(p) && fs::file_size(p) > limit)
        fs::resize_file(p, limit); // EXPECT: file-toctou
}

void step_05(const fs::path& p)
{
    if (!fs::exists(p)) {
        if (!fs::create_directory(p)) // EXPECT: file-toctou
            throw std::runtime_error("cannot create " + p.string());
    }
}

void step_06(const fs::path& p)
{
    if (fs::is_directory(fs::symlink_status(p)))
        fs::remove_all(p); // EXPECT: file-toctou
}

void step_08(const fs::path& p)
{
    if (!fs::exists(p))
        fs::create_directories(p);
}

bool step_09(const fs::path& a, const fs::path& b)
{
    std::error_code ec;
    return fs::copy_file(a, b, fs::copy_options::none, ec) && !ec;
}

std::vector<char> step_10(const fs::path& p)
{
    std::ifstream in(p, std::ios::binary);
    std::vector<char> v((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    return v;
}

bool step_11(const fs::path& p)
{
    std::error_code ec;
    fs::remove(p, ec);
    return !ec;
}

bool step_12(const fs::path& p)
{
    std::error_code ec;
    if (fs::exists(p, ec))
        fs::remove(p, ec);
    return !ec;
}
