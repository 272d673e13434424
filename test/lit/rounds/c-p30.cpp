// RUN: %tocsin %s
// STD: c++20
// Package inspector: unpacks metadata into a private directory and completes it.
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

struct Part {
    std::string name;
    std::string text;
};

static std::vector<Part> readParts(std::istream& in)
{
    std::vector<Part> parts;
    for (std::string line; std::getline(in, line);) {
        const auto colon = line.find(':');
        if (colon == std::string::npos || line.find('/') < colon)
            continue;
        parts.push_back({line.substr(0, colon), line.substr(colon + 1)});
    }
    return parts;
}

static int inspect(const std::vector<Part>& parts)
{
    char tmpl[] = "/tmp/pkginspect.XXXXXX";
    if (!::mkdtemp(tmpl))
        throw std::system_error(errno, std::generic_category(), "mkdtemp");
    const fs::path work(tmpl);

    int skipped = 0;
    for (const auto& p : parts) {
        const fs::path file = work / p.name;
        if (fs::exists(file)) {
            ++skipped; // first one wins
            continue;
        }
        std::ofstream os(file);
        os << p.text << '\n';
    }

    const fs::path control = work / "control";
    if (!fs::exists(control)) {
        std::ofstream os(control);
        os << "Package: unknown\n";
    }
    std::cout << parts.size() - static_cast<std::size_t>(skipped) << " parts in " << work << '\n';
    std::error_code ec;
    fs::remove_all(work, ec);
    return skipped;
}

int main()
{
    try {
        return inspect(readParts(std::cin)) ? 1 : 0;
    } catch (const std::exception& e) {
        std::cerr << "pkginspect: " << e.what() << '\n';
        return 2;
    }
}
