// RUN: %tocsin %s
// STD: c++20
// Settings writer: replaces a configuration file atomically.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

[[noreturn]] static void fail(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

class AtomicWriter {
public:
    explicit AtomicWriter(std::string target) : target_(std::move(target))
    {
        const std::string pattern = target_ + ".XXXXXX";
        temp_.assign(pattern.c_str(), pattern.c_str() + pattern.size() + 1);
        fd_ = ::mkstemp(temp_.data());
        if (fd_ < 0)
            fail(pattern);
    }
    AtomicWriter(const AtomicWriter&) = delete;
    AtomicWriter& operator=(const AtomicWriter&) = delete;
    ~AtomicWriter()
    {
        if (fd_ >= 0)
            ::close(fd_);
        if (!done_)
            ::unlink(temp_.data());
    }

    void write(std::string_view s)
    {
        while (!s.empty()) {
            const ssize_t n = ::write(fd_, s.data(), s.size());
            if (n < 0) {
                if (errno == EINTR)
                    continue;
                fail("write");
            }
            s.remove_prefix(static_cast<std::size_t>(n));
        }
    }

    void commit(mode_t mode)
    {
        if (::fchmod(fd_, mode) != 0 || ::fsync(fd_) != 0)
            fail(temp_.data());
        if (::rename(temp_.data(), target_.c_str()) != 0)
            fail("rename to " + target_);
        done_ = true;
    }

private:
    std::string target_;
    std::vector<char> temp_;
    int fd_ = -1;
    bool done_ = false;
};

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    try {
        AtomicWriter w(argv[1]);
        w.write(std::string(std::istreambuf_iterator<char>(std::cin), {}));
        w.commit(0644);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
