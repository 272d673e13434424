// STD: c++20
#include "image_store.h"
#include <algorithm>
#include <cstdio>

namespace crt {

std::uintmax_t ImageGc::trimToCount()
{
    auto images = store_.list();
    std::sort(images.begin(), images.end(),
              [](const Image &a, const Image &b) { return a.pulled > b.pulled; });
    std::uintmax_t freed = 0;
    for (std::size_t i = policy_.keepNewest; i < images.size(); ++i) {
        if (store_.removeImage(images[i])) // EXPECT: timestamp-cleanup
            freed += images[i].bytes;
    }
    return freed;
}

std::uintmax_t ImageGc::trimByAge()
{
    std::uintmax_t freed = 0;
    const auto now = std::filesystem::file_time_type::clock::now();
    for (const auto &img : store_.list()) {
        const auto age = now - img.pulled;
        if (age <= policy_.maxAge)
            continue;
        std::printf("gc: %s past retention\n", img.digest.c_str());
        store_.removeImage(img); // EXPECT: timestamp-cleanup
        freed += img.bytes;
    }
    return freed;
}

} // namespace crt
