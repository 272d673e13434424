// RUN: %tocsin %s
// STD: c++20
// Log sinks of the tenant supervisor. The supervisor runs as root; the logs of
// a tenant are in /var/log/tenants/<name>, a directory that the tenant owns so
// that it can remove and compress old ones.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t hup_seen = 0;

extern "C" void on_hup(int) { hup_seen = 1; }

} // namespace

class Sink {
public:
    virtual ~Sink() = default;
    virtual void reopen() = 0;
    virtual void line(const std::string &text) = 0;
};

class StreamSink : public Sink {
public:
    explicit StreamSink(fs::path file) : file_(std::move(file))
    {
        const fs::file_status st = fs::symlink_status(file_);
        if (fs::is_symlink(st) || (fs::exists(st) && !fs::is_regular_file(st)))
            throw std::runtime_error("refusing log file " + file_.string());
    }

    void reopen() override
    {
        out_.close();
        out_.clear();
    }

    void line(const std::string &text) override
    {
        if (!out_.is_open()) {
            out_.open(file_, std::ios::out | std::ios::app); // EXPECT-MISS: file-toctou
            if (!out_) {
                std::cerr << "cannot open " << file_ << '\n';
                return;
            }
        }
        out_ << text << '\n' << std::flush;
    }

private:
    fs::path file_;
    std::ofstream out_;
};

class JournalSink : public Sink {
public:
    explicit JournalSink(fs::path file) : file_(std::move(file)) { reopen(); }
    ~JournalSink() override { if (fd_ >= 0) ::close(fd_); }

    void reopen() override
    {
        int fd = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0640);
        if (fd < 0)
            throw std::system_error(errno, std::generic_category(), file_.string());
        struct stat st {};
        if (::fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1) {
            ::close(fd);
            throw std::runtime_error("refusing log file " + file_.string());
        }
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = fd;
    }

    void line(const std::string &text) override
    {
        std::string rec = text + "\n";
        if (::write(fd_, rec.data(), rec.size()) < 0)
            std::cerr << file_ << ": short record\n";
    }

private:
    fs::path file_;
    int fd_ = -1;
};

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const fs::path dir = argv[1];
    std::vector<std::unique_ptr<Sink>> sinks;
    try {
        sinks.push_back(std::make_unique<StreamSink>(dir / "supervisor.log"));
        sinks.push_back(std::make_unique<JournalSink>(dir / "events.jsonl"));
    } catch (const std::exception &e) {
        std::cerr << e.what() << '\n';
        return 1;
    }

    struct sigaction sa {};
    sa.sa_handler = on_hup;
    ::sigaction(SIGHUP, &sa, nullptr);

    std::string event;
    while (std::getline(std::cin, event)) {
        if (hup_seen) {
            hup_seen = 0;
            for (auto &s : sinks) {
                try {
                    s->reopen();
                } catch (const std::exception &e) {
                    std::cerr << e.what() << '\n';
                }
            }
        }
        for (auto &s : sinks)
            s->line(event);
    }
}
