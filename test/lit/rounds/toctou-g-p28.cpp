// RUN: %tocsin %s
// STD: c++20
// Key provisioning for an IoT gateway.
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;
using Key = std::array<std::uint8_t, 32>;

static Key makeKey()
{
    std::random_device rd;
    Key k{};
    for (auto& b : k)
        b = static_cast<std::uint8_t>(rd());
    return k;
}

static std::string hex(const Key& k)
{
    static const char digits[] = "0123456789abcdef";
    std::string s;
    for (auto b : k) {
        s += digits[b >> 4];
        s += digits[b & 15];
    }
    return s;
}

class KeyDir {
public:
    explicit KeyDir(fs::path dir) : dir_(std::move(dir)) {}

    void storeDeviceKey(const std::string& id, const Key& k)
    {
        const fs::path file = dir_ / (id + ".key");
        {
            std::ofstream out(file, std::ios::trunc);
            out << hex(k) << '\n';
            if (!out.flush())
                throw std::runtime_error("short write on " + file.string());
        }
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
    }

    void storeBrokerToken(const std::string& token, uid_t broker)
    {
        const std::string file = (dir_ / "broker.token").string();
        std::FILE* fp = std::fopen(file.c_str(), "w");
        if (!fp)
            throw std::system_error(errno, std::generic_category(), file);
        std::fprintf(fp, "%s\n", token.c_str());
        if (::chown(file.c_str(), broker, static_cast<gid_t>(-1)) != 0) { // EXPECT: create-then-name
            const int e = errno;
            std::fclose(fp);
            throw std::system_error(e, std::generic_category(), file);
        }
        std::fclose(fp);
    }

    void storeRootKey(const Key& k)
    {
        const std::string file = (dir_ / "root.key").string();
        const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0)
            throw std::system_error(errno, std::generic_category(), file);
        const std::string h = hex(k);
        const bool good = ::write(fd, h.data(), h.size()) == static_cast<ssize_t>(h.size()) && ::fchmod(fd, 0400) == 0;
        ::close(fd);
        if (!good)
            throw std::runtime_error(file);
    }

private:
    fs::path dir_;
};

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    try {
        KeyDir dir(argv[1]);
        dir.storeRootKey(makeKey());
        for (int i = 2; i < argc; ++i)
            dir.storeDeviceKey(argv[i], makeKey());
        dir.storeBrokerToken(hex(makeKey()), 998);
    } catch (const std::exception& e) {
        std::cerr << "provision: " << e.what() << '\n';
        return 1;
    }
}
