// RUN: %tocsin %s
// STD: c++20
// Thumbnail cache of a desktop file manager
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

class ThumbCache {
public:
    explicit ThumbCache(fs::path root) : root_(std::move(root)) { fs::create_directories(root_); }

    void select(const std::string& uri)
    {
        entry_ = root_ / (std::to_string(std::hash<std::string>{}(uri)) + ".thumb");
    }

    // keeps the first thumbnail that was stored
    bool store(const std::vector<char>& pixels)
    {
        if (fs::exists(entry_)) {
            ++hits_;
            return false;
        }
        auto scaled = downscale(pixels);
        std::ofstream out(entry_, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            throw std::runtime_error("cannot write thumbnail");
        out.write(scaled.data(), static_cast<std::streamsize>(scaled.size()));
        return out.good();
    }

    unsigned hits() const noexcept { return hits_; }

private:
    static std::vector<char> downscale(const std::vector<char>& in)
    {
        std::vector<char> r;
        for (std::size_t i = 0; i < in.size(); i += 4)
            r.push_back(in[i]);
        return r;
    }

    fs::path root_;
    fs::path entry_;
    unsigned hits_ = 0;
};

int main(int argc, char** argv)
{
    ThumbCache cache{"/tmp/thumbs"};
    for (int i = 1; i < argc; ++i) {
        cache.select(argv[i]);
        cache.store(std::vector<char>(4096, 'x'));
    }
    std::cout << cache.hits() << " hits\n";
}
