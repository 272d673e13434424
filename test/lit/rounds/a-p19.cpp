// RUN: %tocsin %s
// STD: c++20
// Unpacks a simple "name length\n<bytes>" bundle into scratch space for a scanner.
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

class ScratchDir {
public:
    ScratchDir()
    {
        char tmpl[] = "/tmp/bundlescan.XXXXXX";
        if (!::mkdtemp(tmpl))
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
        path_ = tmpl;
    }
    ~ScratchDir()
    {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    ScratchDir(const ScratchDir&) = delete;
    ScratchDir& operator=(const ScratchDir&) = delete;
    const fs::path& path() const noexcept { return path_; }

private:
    fs::path path_;
};

struct Verdict {
    std::size_t members = 0;
    std::size_t suspicious = 0;
};

static bool plainName(const std::string& s)
{
    return !s.empty() && s != "." && s != ".." && s.find('/') == std::string::npos;
}

static bool looksBad(const std::vector<char>& body)
{
    return body.size() > 2 && body[0] == 'M' && body[1] == 'Z';
}

static Verdict scan(std::istream& bundle)
{
    ScratchDir scratch;
    Verdict v;
    std::string head;

    while (std::getline(bundle, head)) {
        std::istringstream fields(head);
        std::string name;
        std::size_t length = 0;
        if (!(fields >> name >> length) || !plainName(name) || length > (64u << 20))
            throw std::runtime_error("malformed member header");

        std::vector<char> body(length);
        if (!bundle.read(body.data(), static_cast<std::streamsize>(length)))
            throw std::runtime_error(name + ": truncated");
        bundle.ignore(1);

        const fs::path member = scratch.path() / name;
        if (fs::exists(member))
            throw std::runtime_error(name + ": duplicate member");
        std::ofstream out(member, std::ios::binary);
        if (!out.write(body.data(), static_cast<std::streamsize>(body.size())))
            throw std::runtime_error(name + ": cannot unpack");

        ++v.members;
        if (looksBad(body))
            ++v.suspicious;
    }
    return v;
}

int main()
{
    try {
        const Verdict v = scan(std::cin);
        std::cout << v.members << " members, " << v.suspicious << " suspicious\n";
        return v.suspicious ? 1 : 0;
    } catch (const std::exception& e) {
        std::cerr << "bundlescan: " << e.what() << '\n';
        return 2;
    }
}
