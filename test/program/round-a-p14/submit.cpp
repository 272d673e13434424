// lpsubmit: setuid root front end, copies documents into the print spool.
#include "caller.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <iostream>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace {

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {}
    ~Fd() { if (fd_ >= 0) ::close(fd_); }
    Fd(const Fd&) = delete;
    Fd& operator=(const Fd&) = delete;
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

[[noreturn]] void fail(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

struct Job {
    std::string document;
    std::string queue;
};

std::size_t pump(const Fd& from, const Fd& to)
{
    std::array<char, 8192> buf;
    std::size_t total = 0;
    for (;;) {
        const ssize_t n = ::read(from.get(), buf.data(), buf.size());
        if (n < 0)
            fail("read");
        if (n == 0)
            return total;
        if (::write(to.get(), buf.data(), static_cast<std::size_t>(n)) != n)
            fail("write");
        total += static_cast<std::size_t>(n);
    }
}

std::size_t submit(const Job& job)
{
    if (!lpq::callerMayRead(job.document))
        throw std::runtime_error(job.document + ": permission denied");

    std::string spool = "/var/spool/lpq/" + job.queue + "/df.XXXXXX";
    Fd out(::mkostemp(spool.data(), O_CLOEXEC));
    if (!out)
        fail(spool);

    Fd in(::open(job.document.c_str(), O_RDONLY | O_CLOEXEC)); // EXPECT: file-toctou
    if (!in)
        fail(job.document);
    return pump(in, out);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: lpsubmit queue file...\n";
        return 2;
    }
    const std::string queue = argv[1];
    if (queue.find_first_of("./") != std::string::npos) {
        std::cerr << "bad queue\n";
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        try {
            std::cout << argv[i] << ": " << submit({argv[i], queue}) << " bytes\n";
        } catch (const std::exception& e) {
            std::cerr << "lpsubmit: " << e.what() << '\n';
            return 1;
        }
    }
    return 0;
}
