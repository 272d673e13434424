// RUN: %tocsin %s
// STD: c++20
// Names handed out by the library, and files adjusted after creation.
#include <fcntl.h>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

std::string part_01()
{
    char buf[L_tmpnam];
    if (!std::tmpnam(buf))
        return {};
    std::ofstream o(buf); // EXPECT: temp-name
    o << "a\n";
    return buf;
}

std::string part_02()
{
    const std::string n = std::tmpnam(nullptr);
    std::ofstream o;
    o.open(n, std::ios::binary); // EXPECT: temp-name
    o << "a\n";
    return n;
}

class Scratch {
public:
    Scratch() : name_(std::tmpnam(nullptr)) {} // EXPECT-NOISE: temp-name
    bool begin()
    {
        f_ = std::fopen(name_.c_str(), "w"); // EXPECT-MISS: temp-name
        return f_ != nullptr;
    }
    ~Scratch()
    {
        if (f_)
            std::fclose(f_);
    }
private:
    std::string name_;
    std::FILE* f_ = nullptr;
};

static std::string make_name(const char* prefix)
{
    std::string r;
    if (char* t = ::tempnam("/tmp", prefix)) {
        r = t;
        std::free(t);
    }
    return r;
}

int part_04()
{
    const std::string n = make_name("idx");
    return ::open(n.c_str(), O_RDWR | O_CREAT, 0600); // EXPECT: temp-name
}

int part_05()
{
    std::vector<char> v{'/', 't', 'm', 'p', '/', 'q', 'X', 'X', 'X', 'X', 'X', 'X', 0};
    return ::mkstemp(v.data());
}

int part_06()
{
    const std::string n = make_name("idx");
    return ::open(n.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
}

bool part_07(const fs::path& p)
{
    {
        std::ofstream o(p);
        o << "token\n";
    }
    fs::permissions(p, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
    return true;
}

bool part_08(const std::string& p)
{
    std::ofstream o(p);
    o << "token\n";
    o.close();
    return ::chmod(p.c_str(), 0600) == 0; // EXPECT: create-then-name
}

bool part_09(const fs::path& d)
{
    if (!fs::create_directory(d))
        return false;
    return ::chown(d.c_str(), 33, 33) == 0; // EXPECT: create-then-name
}

bool part_10(const std::string& p)
{
    const int fd = ::open(p.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return false;
    const bool ok = ::write(fd, "token\n", 6) == 6 && ::fchmod(fd, 0400) == 0;
    ::close(fd);
    return ok;
}
