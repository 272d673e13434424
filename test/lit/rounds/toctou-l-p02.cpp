// RUN: %tocsin %s
// STD: c++20
// Attachment store of an issue tracker. The shared folder is also served over SFTP to project
// members; the record below `record` belongs to this service alone (several worker processes).
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace tracker {

enum class SaveResult { kSaved, kExists, kRejected, kFailed };

class AttachmentStore {
public:
    AttachmentStore(fs::path shared, fs::path record)
        : root_(fs::canonical(shared)), record_(fs::canonical(record)) {
        rootFd_ = ::open(root_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    ~AttachmentStore() {
        if (rootFd_ >= 0)
            ::close(rootFd_);
    }
    AttachmentStore(const AttachmentStore&) = delete;
    AttachmentStore& operator=(const AttachmentStore&) = delete;

    // Names come from the upload form and may contain sub-directories.
    SaveResult replace(const std::string& name, std::string_view bytes) {
        const auto target = inside(name);
        if (!target)
            return SaveResult::kRejected;
        std::ofstream out(*target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return out.flush() ? SaveResult::kSaved : SaveResult::kFailed;
    }

    SaveResult replaceBeneath(const std::string& name, std::string_view bytes) {
        struct open_how how {};
        how.flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
        how.mode = 0640;
        how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
        const int fd = static_cast<int>(::syscall(SYS_openat2, rootFd_, name.c_str(), &how, sizeof how));
        if (fd < 0)
            return errno == EXDEV || errno == ELOOP ? SaveResult::kRejected : SaveResult::kFailed;
        const bool done = writeAll(fd, bytes);
        return ::close(fd) == 0 && done ? SaveResult::kSaved : SaveResult::kFailed;
    }

    // An attachment, once there, is part of the record and must not change.
    SaveResult addToIssue(int issue, const std::string& leaf, std::string_view bytes) {
        const fs::path dir = record_ / "issues" / std::to_string(issue);
        std::error_code ec;
        fs::create_directories(dir, ec);
        if (ec || leaf.find('/') != std::string::npos)
            return SaveResult::kRejected;
        const bool taken = fs::exists(dir / leaf, ec);
        if (taken)
            return SaveResult::kExists;
        std::ofstream out;
        out.open(dir / leaf, std::ios::binary); // EXPECT: file-toctou
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        return out ? SaveResult::kSaved : SaveResult::kFailed;
    }

    SaveResult addToRelease(const std::string& tag, const std::string& leaf, std::string_view bytes) {
        if (tag.empty() || tag[0] == '.' || tag.find('/') != std::string::npos)
            return SaveResult::kRejected;
        const fs::path dir = record_ / "releases" / tag;
        std::error_code ec;
        fs::create_directories(dir, ec);
        if (ec || leaf.find('/') != std::string::npos)
            return SaveResult::kRejected;
        const fs::path file = dir / leaf;
        if (fs::exists(file, ec))
            return SaveResult::kExists;
        std::unique_ptr<FILE, int (*)(FILE*)> out(std::fopen(file.c_str(), "wbx"), &std::fclose);
        if (!out)
            return errno == EEXIST ? SaveResult::kExists : SaveResult::kFailed;
        const bool done = std::fwrite(bytes.data(), 1, bytes.size(), out.get()) == bytes.size();
        return done && std::fflush(out.get()) == 0 ? SaveResult::kSaved : SaveResult::kFailed;
    }

private:
    std::optional<fs::path> inside(const std::string& name) const {
        std::error_code ec;
        const fs::path full = fs::weakly_canonical(root_ / name, ec);
        if (ec)
            return std::nullopt;
        const auto rel = full.lexically_relative(root_);
        if (rel.empty() || *rel.begin() == "..")
            return std::nullopt;
        return full;
    }

    static bool writeAll(int fd, std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t n = ::write(fd, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

    fs::path root_;
    fs::path record_;
    int rootFd_ = -1;
};

}  // namespace tracker
