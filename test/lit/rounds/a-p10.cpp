// RUN: %tocsin %s
// STD: c++20
// Icon loader of a panel applet: reads whole .icn blobs uploaded by clients.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace icn {

constexpr std::uintmax_t kMaxBlob = 4u << 20;
constexpr std::size_t kChunk = 4096;

struct FileCloser {
    void operator()(std::FILE* f) const noexcept { std::fclose(f); }
};

struct Blob {
    std::unique_ptr<unsigned char[]> data;
    std::size_t used = 0;
};

struct Header {
    char magic[4];
    std::uint16_t width;
    std::uint16_t height;
};

Blob slurp(const fs::path& file)
{
    const std::uintmax_t size = fs::file_size(file);
    if (size < sizeof(Header) || size > kMaxBlob)
        throw std::length_error(file.string() + ": implausible size");

    Blob blob;
    blob.data = std::make_unique<unsigned char[]>((size / kChunk + 1) * kChunk);

    std::unique_ptr<std::FILE, FileCloser> in(std::fopen(file.c_str(), "rb")); // EXPECT: file-toctou
    if (!in)
        throw std::runtime_error(file.string() + ": cannot open");
    while (std::size_t n = std::fread(blob.data.get() + blob.used, 1, kChunk, in.get()))
        blob.used += n;
    return blob;
}

Header decodeHeader(const Blob& b)
{
    Header h;
    std::memcpy(&h, b.data.get(), sizeof h);
    if (std::memcmp(h.magic, "ICN1", 4) != 0)
        throw std::runtime_error("bad magic");
    if (h.width == 0 || h.height == 0 || h.width > 512 || h.height > 512)
        throw std::runtime_error("bad geometry");
    return h;
}

} // namespace icn

int main(int argc, char** argv)
{
    std::vector<icn::Header> loaded;
    for (int i = 1; i < argc; ++i) {
        try {
            const icn::Blob b = icn::slurp(argv[i]);
            loaded.push_back(icn::decodeHeader(b));
        } catch (const std::exception& e) {
            std::cerr << argv[i] << ": " << e.what() << '\n';
        }
    }
    for (const auto& h : loaded)
        std::cout << h.width << 'x' << h.height << '\n';
    return loaded.empty() ? 1 : 0;
}
