// STD: c++20
#include "bundle.hpp"

#include <iostream>

namespace patchd {

void deleteBundleFiles(const AssetBundle &b) {
    std::error_code ec;
    std::filesystem::remove_all(b.dir, ec);
    if (ec)
        std::cerr << b.title << " v" << b.version << ": " << ec.message() << '\n';
}

} // namespace patchd
