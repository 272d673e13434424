// RUN: %tocsin %s
// STD: c++20
// Codec plug-in registry of the media gateway. The gateway runs as root (it
// needs raw sockets); plug-ins may be dropped into a directory that the
// packaging group can write to.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace gw {

struct LibCloser {
    void operator()(void *h) const noexcept { if (h) ::dlclose(h); }
};
using Library = std::unique_ptr<void, LibCloser>;

struct Plugin {
    std::string name;
    Library lib;
    int abi = 0;
};

static bool acceptable(const struct stat &st)
{
    return S_ISREG(st.st_mode) && st.st_uid == 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool trusted_file(const fs::path &p)
{
    struct stat st {};
    return ::lstat(p.c_str(), &st) == 0 && acceptable(st);
}

static int abi_of(void *lib)
{
    auto fn = reinterpret_cast<int (*)()>(::dlsym(lib, "gw_codec_abi"));
    return fn ? fn() : -1;
}

class Registry {
public:
    explicit Registry(fs::path dir) : dir_(std::move(dir)) {}

    std::size_t load_codecs()
    {
        std::vector<fs::path> candidates;
        std::error_code ec;
        for (fs::directory_iterator it(dir_, ec), end; !ec && it != end; it.increment(ec))
            if (it->path().extension() == ".so")
                candidates.push_back(it->path());

        std::erase_if(candidates, [](const fs::path &p) {
            if (trusted_file(p))
                return false;
            std::fprintf(stderr, "gw: ignoring %s\n", p.c_str());
            return true;
        });
        std::sort(candidates.begin(), candidates.end());

        std::size_t before = plugins_.size();
        for (const auto &so : candidates) {
            Library lib(::dlopen(so.c_str(), RTLD_NOW | RTLD_LOCAL)); // EXPECT-MISS: file-toctou
            if (!lib) {
                std::fprintf(stderr, "gw: %s\n", ::dlerror());
                continue;
            }
            add(so.stem().string(), std::move(lib));
        }
        return plugins_.size() - before;
    }

    bool load_resampler(const fs::path &so)
    {
        int fd = ::open(so.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            return false;
        struct stat st {};
        bool ok = ::fstat(fd, &st) == 0 && acceptable(st);
        if (ok) {
            std::string pinned = "/proc/self/fd/" + std::to_string(fd);
            Library lib(::dlopen(pinned.c_str(), RTLD_NOW | RTLD_LOCAL));
            ok = lib != nullptr;
            if (ok)
                add(so.stem().string(), std::move(lib));
        }
        ::close(fd);
        return ok;
    }

private:
    void add(std::string name, Library lib)
    {
        Plugin p;
        p.abi = abi_of(lib.get());
        if (p.abi != 3) {
            std::fprintf(stderr, "gw: %s: ABI %d not supported\n", name.c_str(), p.abi);
            return;
        }
        p.name = std::move(name);
        p.lib = std::move(lib);
        plugins_.push_back(std::move(p));
    }

    fs::path dir_;
    std::vector<Plugin> plugins_;
};

} // namespace gw

int main()
{
    const char *dir = std::getenv("GW_CODEC_DIR");
    gw::Registry reg(dir ? dir : "/srv/gw/codecs");
    if (!reg.load_resampler("/srv/gw/codecs/resampler.so"))
        std::fprintf(stderr, "gw: no resampler, using linear interpolation\n");
    std::printf("%zu codecs\n", reg.load_codecs());
}
