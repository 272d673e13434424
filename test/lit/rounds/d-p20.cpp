// RUN: %tocsin %s
// STD: c++20
// Firmware loader: the image is measured by name, then read into a buffer of that size
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <sys/stat.h>

struct FileCloser {
    void operator()(std::FILE* f) const noexcept { if (f) std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

struct Image {
    std::unique_ptr<unsigned char[]> data;
    std::size_t size = 0;
};

static bool load(const char* path, Image& img)
{
    struct stat info;
    if (lstat(path, &info) != 0 || !S_ISREG(info.st_mode)) {
        std::perror(path);
        return false;
    }
    if (info.st_size < 16 || info.st_size > (8 << 20))
        return false;
    img.size = static_cast<std::size_t>(info.st_size);
    img.data = std::make_unique<unsigned char[]>(img.size);
    File in{std::fopen(path, "rb")}; // EXPECT: file-toctou
    if (!in)
        return false;
    std::size_t pos = 0;
    for (int c; (c = std::fgetc(in.get())) != EOF;)
        img.data[pos++] = static_cast<unsigned char>(c);
    return pos > 0;
}

static std::uint32_t checksum(const Image& img)
{
    std::uint32_t s = 0;
    for (std::size_t i = 0; i < img.size; ++i)
        s = (s << 1 | s >> 31) ^ img.data[i];
    return s;
}

int main(int argc, char** argv)
{
    Image img;
    if (argc != 2 || !load(argv[1], img))
        return 1;
    std::cout << std::hex << checksum(img) << '\n';
}
