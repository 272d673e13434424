// STD: c++20
#include "upload.hpp"

#include <fstream>

namespace objgw {

bool writePart(MultipartUpload& up, unsigned n, const std::vector<char>& body) {
    ++up.activeWriters;
    std::ofstream out(up.partsDir / ("part." + std::to_string(n)), std::ios::binary);
    out.write(body.data(), static_cast<std::streamsize>(body.size()));
    const bool good = out.good();
    --up.activeWriters;
    return good;
}

void discardParts(const MultipartUpload& up) {
    std::error_code ec;
    std::filesystem::remove_all(up.partsDir, ec);
}

}  // namespace objgw
