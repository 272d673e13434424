// RUN: %tocsin %s
// STD: c++20
// On-disk layout of the compiler cache. Several build processes share one
// cache directory; entries are named by the digest of their content.
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace ccstore {

class Cache {
public:
    explicit Cache(fs::path root) : root_(std::move(root))
    {
        if (!fs::is_directory(root_))
            fs::create_directories(root_);
    }

    std::optional<std::string> get(std::string_view digest) const;
    bool put(std::string_view digest, std::string_view object);
    void evict(std::string_view digest);
    std::size_t shards() const;

private:
    fs::path shard(std::string_view digest) const { return root_ / digest.substr(0, 2); }
    fs::path entry(std::string_view digest) const { return shard(digest) / digest.substr(2); }

    fs::path root_;
};

std::optional<std::string> Cache::get(std::string_view digest) const
{
    const fs::path p = entry(digest);
    if (!fs::exists(p))
        return std::nullopt;
    std::ifstream in(p, std::ios::binary);
    if (!in)
        return std::nullopt;
    std::string data((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad())
        return std::nullopt;
    return data;
}

bool Cache::put(std::string_view digest, std::string_view object)
{
    std::error_code ec;
    const fs::path dir = shard(digest);
    if (!fs::exists(dir)) {
        fs::create_directory(dir, ec);
        if (ec)
            return false;
    }

    std::string tmp = (root_ / "incoming.XXXXXX").string();
    int fd = ::mkostemp(tmp.data(), 0);
    if (fd < 0)
        return false;
    bool ok = true;
    while (ok && !object.empty()) {
        ssize_t n = ::write(fd, object.data(), object.size());
        if (n <= 0)
            ok = false;
        else
            object.remove_prefix(static_cast<std::size_t>(n));
    }
    ok = ::close(fd) == 0 && ok;
    if (ok) {
        fs::rename(tmp, entry(digest), ec);
        ok = !ec;
    }
    if (!ok)
        fs::remove(tmp, ec);
    return ok;
}

void Cache::evict(std::string_view digest)
{
    std::error_code ec;
    const fs::path p = entry(digest);
    if (fs::exists(p, ec))
        fs::remove(p, ec);
    if (ec)
        std::fprintf(stderr, "ccstore: evict %s: %s\n", p.c_str(), ec.message().c_str());
}

std::size_t Cache::shards() const
{
    std::size_t n = 0;
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(root_, ec)) {
        if (e.path().filename().string().size() == 2)
            ++n;
    }
    return n;
}

} // namespace ccstore

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    ccstore::Cache cache(argv[1]);
    std::string_view digest = argv[2];
    if (digest.size() < 8)
        return 2;
    if (auto hit = cache.get(digest)) {
        std::fwrite(hit->data(), 1, hit->size(), stdout);
        return 0;
    }
    if (argc > 3)
        cache.evict(argv[3]);
    std::fprintf(stderr, "ccstore: %zu shards\n", cache.shards());
    return cache.put(digest, "object") ? 0 : 1;
}
