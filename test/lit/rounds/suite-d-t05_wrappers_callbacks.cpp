// RUN: %tocsin %s
// STD: c++20
// Regression: the test and the use meet through wrappers, results, lambdas and function pointers.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

// bool wrapper
static bool owned_by_caller(const char* path) {
    struct stat st;
    return ::lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == ::getuid();
}

static bool owned_by_caller(int fd) {
    struct stat st;
    return ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == ::getuid();
}

bool reset_profile_name(const std::string& path) {
    if (!owned_by_caller(path.c_str())) return false;
    std::ofstream out(path, std::ios::trunc); // EXPECT: file-toctou
    out << "profile=default\n";
    return out.good();
}

bool reset_profile_fd(const std::string& path) {
    int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return false;
    bool done = owned_by_caller(fd) && ::ftruncate(fd, 0) == 0 && ::dprintf(fd, "profile=default\n") > 0;
    ::close(fd);
    return done;
}

// optional result
static std::optional<mode_t> mode_of(const std::string& path) {
    struct stat st;
    if (::stat(path.c_str(), &st) != 0 || st.st_uid != ::geteuid()) return std::nullopt;
    return st.st_mode & 07777;
}

int strip_write_name(const std::string& path) {
    const auto mode = mode_of(path);
    if (!mode) return -EACCES;
    return ::chmod(path.c_str(), *mode & ~022u); // EXPECT: file-toctou
}

int strip_write_fd(const std::string& path) {
    struct stat st;
    int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int rc = -EACCES;
    if (::fstat(fd, &st) == 0 && st.st_uid == ::geteuid()) rc = ::fchmod(fd, st.st_mode & 07755);
    ::close(fd);
    return rc;
}

int show_mode(const std::string& path) {
    const auto mode = mode_of(path);
    std::printf("%s: %04o\n", path.c_str(), mode.value_or(0));
    return ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

// test in the helper, use in the callback
static void with_owned(const std::string& path, const std::function<void(const std::string&)>& use) {
    if (owned_by_caller(path.c_str())) use(path);
}

static void with_owned_fd(const std::string& path, const std::function<void(int)>& use) {
    int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) return;
    if (owned_by_caller(fd)) use(fd);
    ::close(fd);
}

void shorten_logs(const std::string& a, const std::string& b) {
    with_owned(a, [](const std::string& p) {
        if (::truncate(p.c_str(), 4096) != 0) std::perror("truncate"); // EXPECT-MISS: file-toctou
    });
    with_owned_fd(b, [](int fd) {
        if (::ftruncate(fd, 4096) != 0) std::perror("ftruncate");
    });
}

// "make it when it is missing", with the maker passed in
template <class Make>
static void ensure(const fs::path& p, Make make) {
    if (!fs::exists(p)) make(p);
}

void prepare_state(const fs::path& root) {
    ensure(root / "blobs", [](const fs::path& p) { fs::create_directories(p); });
    ensure(root / "journal", [](const fs::path& p) {
        std::ofstream(p, std::ios::trunc) << "seq=0\n"; // EXPECT: file-toctou
    });
    ensure(root / "keys", [](const fs::path& p) {
        int fd = ::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) ::close(fd);
    });
}

// a name handed out by a wrapper, against a descriptor handed out by a wrapper
static std::string scratch_name() {
    char name[] = "/tmp/report.XXXXXX";
    return ::mktemp(name);
}

static int scratch_fd(std::string& name) {
    name = "/tmp/report.XXXXXX";
    return ::mkostemp(name.data(), O_CLOEXEC);
}

bool write_report_name(const std::string& text) {
    std::ofstream out(scratch_name()); // EXPECT: temp-name
    return bool(out << text);
}

bool write_report_fd(const std::string& text) {
    std::string name;
    int fd = scratch_fd(name);
    if (fd < 0) return false;
    bool done = ::write(fd, text.data(), text.size()) == ssize_t(text.size());
    ::close(fd);
    return done;
}
