// RUN: %tocsin %s
// STD: c++20
// Credential agent: exports key material for helper programs and keeps its token file.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace agent {

namespace fs = std::filesystem;

class Fd {
public:
    explicit Fd(int fd) : fd_(fd) {
        if (fd < 0)
            throw std::system_error(errno, std::generic_category());
    }
    Fd(const Fd &) = delete;
    Fd &operator=(const Fd &) = delete;
    ~Fd() { ::close(fd_); }
    int get() const { return fd_; }
    void put(std::string_view text) const {
        while (!text.empty()) {
            auto n = ::write(fd_, text.data(), text.size());
            if (n < 0)
                throw std::system_error(errno, std::generic_category());
            text.remove_prefix(static_cast<std::size_t>(n));
        }
    }

private:
    int fd_;
};

struct Exported {
    fs::path where;
    ~Exported() {
        std::error_code ec;
        fs::remove(where, ec);
    }
};

class Agent {
public:
    explicit Agent(fs::path home) : home_(std::move(home)) { fs::create_directories(home_); }

    Exported export_key(const std::string &pem) const {
        char raw[L_tmpnam];
        if (!std::tmpnam(raw))
            throw std::runtime_error("no name for key export");
        fs::path where = raw;
        where += ".pem";
        std::ofstream out(where, std::ios::binary); // EXPECT: temp-name
        out << pem;
        if (!out.flush())
            throw std::runtime_error("cannot export key");
        return Exported{where};
    }

    Exported export_cert(const std::string &pem) const {
        std::string name = (fs::temp_directory_path() / "cert-XXXXXX.pem").string();
        Fd fd(::mkostemps(name.data(), 4, O_CLOEXEC));
        fd.put(pem);
        return Exported{name};
    }

    // Readable by the owner only.
    void save_token(const std::string &token) const {
        const auto file = home_ / "token";
        {
            std::ofstream out(file, std::ios::trunc);
            out << token << '\n';
            if (!out.flush())
                throw std::runtime_error("token not saved");
        }
        fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
    }

    void save_refresh_token(const std::string &token) const {
        auto name = (home_ / ".refresh-XXXXXX").string();
        {
            Fd fd(::mkostemp(name.data(), O_CLOEXEC));
            fd.put(token);
            if (::fchmod(fd.get(), 0400) != 0 || ::fsync(fd.get()) != 0)
                throw std::system_error(errno, std::generic_category());
        }
        fs::rename(name, home_ / "refresh");
    }

    std::string token() const {
        std::ifstream in(home_ / "token");
        return std::string(std::istreambuf_iterator<char>(in), {});
    }

    // A pipe for the prompt helper: mkfifo() refuses a name that is taken.
    std::string prompt_pipe() const {
        char raw[L_tmpnam];
        for (int i = 0; i < 10; ++i) {
            if (!std::tmpnam(raw))
                break;
            if (::mkfifo(raw, 0600) == 0)
                return raw;
            if (errno != EEXIST)
                break;
        }
        throw std::system_error(errno, std::generic_category(), "prompt pipe");
    }

private:
    fs::path home_;
};

} // namespace agent

int main(int argc, char **argv) {
    const char *home = std::getenv("HOME");
    if (argc < 2 || !home)
        return 2;
    agent::Agent a(std::string(home) + "/.agent");
    a.save_token(argv[1]);
    a.save_refresh_token(argv[1]);
    auto key = a.export_key("-----BEGIN-----\n");
    auto cert = a.export_cert("-----BEGIN-----\n");
    std::printf("%s %s %s %zu\n", key.where.c_str(), cert.where.c_str(), a.prompt_pipe().c_str(),
                a.token().size());
}
