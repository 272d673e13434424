// RUN: %tocsin %s
// STD: c++20
// Asset pipeline: texture and sound blobs, watched and reloaded while artists save.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace assets {

struct FreeDeleter {
    void operator()(void* p) const { std::free(p); }
};

struct Blob {
    std::unique_ptr<std::uint8_t, FreeDeleter> data;
    std::size_t size = 0;
};

class BlobLoader {
public:
    explicit BlobLoader(std::string base) : base_(std::move(base)) {}

    Blob loadTexture(const std::string& name)
    {
        const std::string file = base_ + "/tex/" + name;
        struct stat st;
        if (::stat(file.c_str(), &st) != 0)
            throw std::runtime_error(file + ": " + std::strerror(errno));
        if (st.st_size == 0 || st.st_size > kMax)
            throw std::runtime_error(file + ": unreasonable size");

        Blob b;
        b.data.reset(static_cast<std::uint8_t*>(std::malloc(static_cast<std::size_t>(st.st_size))));
        if (!b.data)
            throw std::bad_alloc();

        std::FILE* fp = std::fopen(file.c_str(), "rb"); // EXPECT: file-toctou
        if (!fp)
            throw std::runtime_error(file + ": " + std::strerror(errno));
        std::size_t n;
        while ((n = std::fread(b.data.get() + b.size, 1, 4096, fp)) > 0)
            b.size += n;
        std::fclose(fp);
        return b;
    }

    Blob loadSound(const std::string& name)
    {
        const std::string file = base_ + "/snd/" + name;
        const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            throw std::runtime_error(file + ": " + std::strerror(errno));
        struct stat st;
        if (::fstat(fd, &st) != 0 || st.st_size <= 0 || st.st_size > kMax) {
            ::close(fd);
            throw std::runtime_error(file + ": unreasonable size");
        }
        const auto cap = static_cast<std::size_t>(st.st_size);
        Blob b;
        b.data.reset(static_cast<std::uint8_t*>(std::malloc(cap)));
        while (b.data && b.size < cap) {
            const ssize_t n = ::read(fd, b.data.get() + b.size, cap - b.size);
            if (n <= 0)
                break;
            b.size += static_cast<std::size_t>(n);
        }
        ::close(fd);
        return b;
    }

private:
    static constexpr off_t kMax = 256L << 20;
    std::string base_;
};

} // namespace assets

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    try {
        assets::BlobLoader loader(argv[1]);
        const auto t = loader.loadTexture(argv[2]);
        const auto s = loader.loadSound(argv[2]);
        std::printf("%zu %zu\n", t.size, s.size);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
