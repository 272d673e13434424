// STD: c++20
#include "artifacts.h"
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace artcache {

bool ArtifactCache::materialise(const std::string &key, const fs::path &dst)
{
    Claim hold(claims_, key);
    std::error_code ec;
    const fs::path src = root_ / key;
    if (!fs::is_directory(src, ec))
        return false;
    fs::copy(src, dst, fs::copy_options::recursive | fs::copy_options::overwrite_existing, ec);
    return !ec;
}

bool ArtifactCache::expired(const fs::path &p, std::chrono::hours maxAge)
{
    std::error_code ec;
    const auto t = fs::last_write_time(p, ec);
    return !ec && fs::file_time_type::clock::now() - t > maxAge;
}

std::size_t ArtifactCache::sweep(std::chrono::hours maxAge)
{
    std::vector<fs::path> old;
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(root_, ec))
        if (expired(e.path(), maxAge))
            old.push_back(e.path());

    std::size_t n = 0;
    for (const auto &p : old) {
        const bool gone = claims_.ifUnclaimed(p.filename().string(), [&] {
            std::error_code rc;
            if (expired(p, maxAge))
                fs::remove_all(p, rc); // EXPECT-NOISE: timestamp-cleanup
        });
        n += gone ? 1 : 0;
    }
    return n;
}

} // namespace artcache
