// RUN: %tocsin %s
// STD: c++20
// Output capture and fixture files of the unit-test runner.
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace testkit {

class StreamCapture {
public:
    explicit StreamCapture(int stream) : stream_(stream) {
        std::string pattern = "/tmp/testkit-capture.XXXXXX";
        if (*::mktemp(pattern.data()) == '\0')
            throw std::runtime_error("no name for the capture file");
        file_ = pattern;
    }
    StreamCapture(const StreamCapture&) = delete;
    StreamCapture& operator=(const StreamCapture&) = delete;
    ~StreamCapture() {
        if (saved_ >= 0) finish();
    }

    void begin() {
        std::fflush(nullptr);
        saved_ = ::dup(stream_);
        const int fd = ::open(file_.c_str(), O_CREAT | O_RDWR | O_TRUNC, 0600); // EXPECT: temp-name
        if (fd < 0) throw std::runtime_error("cannot capture to " + file_);
        ::dup2(fd, stream_);
        ::close(fd);
    }

    std::string finish() {
        std::fflush(nullptr);
        std::string text;
        char block[4096];
        off_t at = 0;
        for (ssize_t n; (n = ::pread(stream_, block, sizeof block, at)) > 0; at += n)
            text.append(block, static_cast<std::size_t>(n));
        ::dup2(saved_, stream_);
        ::close(saved_);
        saved_ = -1;
        ::unlink(file_.c_str());
        return text;
    }

private:
    int stream_;
    int saved_ = -1;
    std::string file_;
};

// Keeps the whole trace of a failing case so that it can be attached to the report.
class TraceCapture {
public:
    TraceCapture() : name_("/tmp/testkit-trace.XXXXXX") {
        fd_ = ::mkostemp(name_.data(), O_CLOEXEC);
        if (fd_ < 0) throw std::runtime_error("no trace file");
    }
    ~TraceCapture() {
        ::close(fd_);
        ::unlink(name_.c_str());
    }
    void add(const std::string& line) {
        if (::write(fd_, line.data(), line.size()) < 0) std::perror("trace");
    }

private:
    std::string name_;
    int fd_ = -1;
};

class FixtureDir {
public:
    FixtureDir() {
        char pattern[] = "/tmp/testkit-fixture.XXXXXX";
        if (::mkdtemp(pattern) == nullptr) throw std::runtime_error("no fixture directory");
        root_ = pattern;
    }
    ~FixtureDir() {
        std::error_code ec;
        fs::remove_all(root_, ec);
    }
    fs::path seed(const std::string& name, const std::string& content) const {
        const fs::path p = root_ / name;
        std::ofstream(p, std::ios::binary) << content;
        return p;
    }

private:
    fs::path root_;
};

fs::path writeExpectation(const std::string& text) {
    const fs::path target = std::tmpnam(nullptr);
    std::ofstream out;
    out.open(target, std::ios::out | std::ios::binary); // EXPECT: temp-name
    out << text;
    return target;
}

struct Case {
    std::string name;
    std::string expected;
    std::function<void(const FixtureDir&)> body;
};

bool run(const Case& c) {
    FixtureDir dir;
    TraceCapture trace;
    StreamCapture capture(STDOUT_FILENO);
    capture.begin();
    c.body(dir);
    const std::string got = capture.finish();
    trace.add(c.name + "\n");
    if (got == c.expected) return true;
    std::cerr << c.name << ": expected text kept in " << writeExpectation(c.expected) << '\n';
    return false;
}

} // namespace testkit

int main() {
    const std::vector<testkit::Case> cases = {
        {"echo seeds", "seeded\n", [](const testkit::FixtureDir& d) {
             std::ifstream in(d.seed("a.txt", "seeded"));
             std::stringstream all;
             all << in.rdbuf();
             std::printf("%s\n", all.str().c_str());
         }},
    };
    int failed = 0;
    for (const auto& c : cases) failed += testkit::run(c) ? 0 : 1;
    return failed;
}
