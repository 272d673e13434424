// RUN: %tocsin %s
// STD: c++20
// On-disk artifact cache of a build service.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace artifact {

namespace fs = std::filesystem;

struct Usage {
    std::uintmax_t bytes = 0;
    std::size_t files = 0;
};

class DiskCache {
public:
    explicit DiskCache(fs::path root) : root_(std::move(root)) {}

    bool prepare();
    std::optional<std::string> load(const std::string& key) const;
    bool store(const std::string& key, const std::string& data);
    void evict(const std::string& key);
    Usage usage() const;
    void describe(const std::string& key, std::ostream& os) const;

private:
    fs::path shard(const std::string& key) const { return root_ / key.substr(0, 2); }
    fs::path file(const std::string& key) const { return shard(key) / key; }

    fs::path root_;
    std::mutex mu_;
    unsigned seq_ = 0;
};

bool DiskCache::prepare()
{
    std::error_code ec;
    for (const char* sub : {"tmp", "pins"}) {
        const fs::path dir = root_ / sub;
        if (!fs::exists(dir)) {
            fs::create_directories(dir, ec);
            if (ec) {
                std::cerr << dir << ": " << ec.message() << '\n';
                return false;
            }
        }
    }
    return true;
}

std::optional<std::string> DiskCache::load(const std::string& key) const
{
    const fs::path p = file(key);
    std::error_code ec;
    if (!fs::exists(p, ec))
        return std::nullopt;
    std::ifstream in(p, std::ios::binary);
    if (!in)
        return std::nullopt;
    std::string data;
    const auto hint = fs::file_size(p, ec);
    if (!ec && hint < (256u << 20))
        data.reserve(hint);
    data.assign(std::istreambuf_iterator<char>(in), {});
    if (in.bad())
        return std::nullopt;
    return data;
}

bool DiskCache::store(const std::string& key, const std::string& data)
{
    unsigned n;
    {
        std::lock_guard<std::mutex> g(mu_);
        n = ++seq_;
    }
    const fs::path part = root_ / "tmp" / (key + "." + std::to_string(::getpid()) + "." + std::to_string(n));
    std::error_code ec;
    fs::create_directories(shard(key), ec);
    if (ec)
        return false;
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out << data;
        if (!out.flush()) {
            fs::remove(part, ec);
            return false;
        }
    }

    fs::rename(part, file(key), ec);
    return !ec;
}

void DiskCache::evict(const std::string& key)
{
    const fs::path p = file(key);
    std::error_code ec;
    if (fs::exists(p, ec))
        fs::remove(p, ec);
}

Usage DiskCache::usage() const
{
    Usage u;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(root_, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code fe;
        if (!it->is_regular_file(fe))
            continue;
        const auto sz = fs::file_size(it->path(), fe);
        if (!fe) {
            u.bytes += sz;
            ++u.files;
        }
    }
    return u;
}

void DiskCache::describe(const std::string& key, std::ostream& os) const
{
    const fs::path p = file(key);
    std::error_code ec;
    const auto st = fs::status(p, ec);
    os << key << (fs::is_regular_file(st) ? " file " : " missing ")
       << std::oct << static_cast<unsigned>(st.permissions()) << std::dec << '\n';
}

} // namespace artifact
