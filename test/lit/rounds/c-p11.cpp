// RUN: %tocsin %s
// STD: c++20
// Font server: reads a whole font table into memory before it is mapped to glyphs.
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

struct TableHeader {
    std::uint32_t tag;
    std::uint32_t offset;
    std::uint32_t length;
};

class FontImage {
public:
    bool load(const std::string& file)
    {
        std::error_code ec;
        const auto bytes = std::filesystem::file_size(file, ec);
        if (ec || bytes < sizeof(TableHeader) || bytes > kMax)
            return false;
        data_ = std::make_unique_for_overwrite<char[]>(bytes);
        size_ = bytes;
        std::ifstream in(file, std::ios::binary); // EXPECT: file-toctou
        in.read(data_.get(), static_cast<std::streamsize>(size_));
        return indexTables();
    }

    std::size_t tables() const { return index_.size(); }

private:
    static constexpr std::uintmax_t kMax = 64u << 20;

    bool indexTables()
    {
        TableHeader h;
        for (std::size_t at = 0; at + sizeof h <= size_; at += sizeof h) {
            std::memcpy(&h, data_.get() + at, sizeof h);
            if (h.tag == 0)
                break;
            if (h.offset > size_ || h.length > size_ - h.offset)
                return false;
            index_.push_back(h);
        }
        return !index_.empty();
    }

    std::unique_ptr<char[]> data_;
    std::size_t size_ = 0;
    std::vector<TableHeader> index_;
};

int main(int argc, char** argv)
{
    int bad = 0;
    for (int i = 1; i < argc; ++i) {
        FontImage img;
        if (img.load(argv[i])) {
            std::cout << argv[i] << ": " << img.tables() << " tables\n";
        } else {
            std::cerr << argv[i] << ": not a font\n";
            ++bad;
        }
    }
    return bad ? 1 : 0;
}
