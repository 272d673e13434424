// RUN: %tocsin %s
// STD: c++20
// Content addressed object store used by the compile cache.
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace objcache {

namespace fs = std::filesystem;

class Fd {
public:
    Fd() = default;
    explicit Fd(int raw) noexcept : raw_(raw) {}
    Fd(Fd&& o) noexcept : raw_(std::exchange(o.raw_, -1)) {}
    Fd& operator=(Fd&& o) noexcept
    {
        if (this != &o) {
            reset();
            raw_ = std::exchange(o.raw_, -1);
        }
        return *this;
    }
    ~Fd() { reset(); }
    explicit operator bool() const noexcept { return raw_ >= 0; }
    int get() const noexcept { return raw_; }
    void reset() noexcept
    {
        if (raw_ >= 0)
            ::close(raw_);
        raw_ = -1;
    }

private:
    int raw_ = -1;
};

enum class PutResult { Stored, AlreadyThere, Failed };

class Store {
public:
    explicit Store(fs::path root) : root_(std::move(root)) {}

    PutResult put(std::string_view digest, const std::vector<std::uint8_t>& blob)
    {
        const fs::path object = locate(digest);
        fs::create_directories(object.parent_path());

        // The common case is a hit: do not bother to open anything.
        if (fs::exists(object)) {
            ++hits_;
            return PutResult::AlreadyThere;
        }

        Fd out(::open(object.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444));
        if (!out) {
            if (errno == EEXIST) {
                ++hits_;
                return PutResult::AlreadyThere;
            }
            std::cerr << "objcache: " << object << ": " << std::strerror(errno) << '\n';
            return PutResult::Failed;
        }
        if (!writeAll(out, blob)) {
            std::error_code ignored;
            fs::remove(object, ignored);
            return PutResult::Failed;
        }
        ++misses_;
        return PutResult::Stored;
    }

    void summary(std::ostream& os) const { os << hits_ << " hits, " << misses_ << " misses\n"; }

private:
    fs::path locate(std::string_view digest) const
    {
        return root_ / std::string(digest.substr(0, 2)) / std::string(digest.substr(2));
    }

    static bool writeAll(const Fd& fd, const std::vector<std::uint8_t>& blob)
    {
        std::size_t done = 0;
        while (done < blob.size()) {
            ssize_t n = ::write(fd.get(), blob.data() + done, blob.size() - done);
            if (n < 0) {
                if (errno == EINTR)
                    continue;
                return false;
            }
            done += static_cast<std::size_t>(n);
        }
        return ::fsync(fd.get()) == 0;
    }

    fs::path root_;
    unsigned hits_ = 0;
    unsigned misses_ = 0;
};

} // namespace objcache

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: objput ROOT DIGEST < blob\n";
        return 2;
    }
    objcache::Store store{argv[1]};
    std::vector<std::uint8_t> blob;
    for (int c; (c = std::cin.get()) != EOF;)
        blob.push_back(static_cast<std::uint8_t>(c));
    auto r = store.put(argv[2], blob);
    store.summary(std::cout);
    return r == objcache::PutResult::Failed ? 1 : 0;
}
