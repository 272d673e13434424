// RUN: %tocsin %s
// STD: c++20
// std::filesystem questions in front of a stream that writes.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

bool save_01(const fs::path& p, const std::string& s)
{
    if (fs::exists(p))
        return false;
    std::ofstream out(p); // EXPECT: file-toctou
    out << s;
    return bool(out);
}

bool save_02(const std::string& p, const std::string& s)
{
    if (!fs::is_regular_file(p))
        return false;
    std::ofstream out(p, std::ios::trunc); // EXPECT: file-toctou
    out << s;
    return bool(out);
}

bool save_03(const fs::path& p, const std::string& s)
{
    if (fs::is_symlink(p))
        return false;
    std::ofstream out(p.string()); // EXPECT: file-toctou
    out << s;
    return bool(out);
}

bool save_04(const fs::path& p, const std::string& s)
{
    const fs::file_status st = fs::symlink_status(p);
    if (st.type() != fs::file_type::regular)
        return false;
    std::ofstream out;
    out.open(p, std::ios::app); // EXPECT: file-toctou
    out << s;
    return bool(out);
}

bool save_05(const fs::path& p, const std::string& s)
{
    std::error_code ec;
    const auto links = fs::hard_link_count(p, ec);
    if (ec || links != 1)
        return false;
    std::fstream io(p, std::ios::in | std::ios::out); // EXPECT: file-toctou
    io << s;
    return bool(io);
}

bool save_06(const char* p, const std::string& s)
{
    const fs::perms pm = fs::status(p).permissions();
    if ((pm & fs::perms::others_write) != fs::perms::none)
        return false;
    std::FILE* f = std::fopen(p, "w"); // EXPECT: file-toctou
    if (!f)
        return false;
    std::fputs(s.c_str(), f);
    return std::fclose(f) == 0;
}

bool save_07(const fs::path& p, const std::string& s)
{
    const auto st = fs::status(p);
    if (!fs::exists(st)) {
        std::ofstream out{p}; // EXPECT: file-toctou
        out << s;
        return bool(out);
    }
    return false;
}

bool save_08(const fs::path& p, const std::string& s)
{
    std::FILE* f = std::fopen(p.c_str(), "wx");
    if (!f)
        return false;
    std::fputs(s.c_str(), f);
    return std::fclose(f) == 0;
}

bool save_09(const fs::path& p, const std::string& s)
{
    const bool fresh = !fs::exists(p);
    std::ofstream out(p, std::ios::app);
    out << s;
    if (out)
        std::printf("%s %s\n", fresh ? "created" : "extended", p.c_str());
    return bool(out);
}

bool save_10(const fs::path& p, const std::string& s)
{
    if (fs::exists(p))
        return false;
    std::FILE* f = std::fopen(p.c_str(), "wbx");
    if (!f)
        return false;
    std::fputs(s.c_str(), f);
    return std::fclose(f) == 0;
}
