// RUN: %tocsin %s
// STD: c++20
// Upload endpoint: stores a body below the upload root
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace fs = std::filesystem;

enum class Result { stored, outside, failed };

class UploadArea {
    fs::path base_;

    bool contains(const fs::path& resolved) const
    {
        auto [b, r] = std::mismatch(base_.begin(), base_.end(), resolved.begin(), resolved.end());
        (void)r;
        return b == base_.end();
    }

public:
    explicit UploadArea(const fs::path& p) : base_(fs::canonical(p)) {}

    Result put(const std::string& name, const std::string& body) const
    {
        std::error_code ec;
        const fs::path dest = fs::weakly_canonical(base_ / name, ec);
        if (ec)
            return Result::failed;
        if (!contains(dest))
            return Result::outside;
        std::ofstream sink{dest, std::ios::binary}; // EXPECT: file-toctou
        if (!sink)
            return Result::failed;
        sink << body;
        return sink.flush() ? Result::stored : Result::failed;
    }
};

int main()
{
    UploadArea area("/srv/uploads");
    std::string name;
    if (!std::getline(std::cin, name))
        return 1;
    std::string body{std::istreambuf_iterator<char>(std::cin), {}};
    switch (area.put(name, body)) {
    case Result::stored:  std::cout << "201\n"; return 0;
    case Result::outside: std::cout << "403\n"; return 1;
    case Result::failed:  std::cout << "500\n"; return 1;
    }
    return 2;
}
