#pragma once
#include <string>
#include <utility>

namespace render {

// A name in `dir` that nothing uses yet; the file is made by the caller.
std::string scratchName(const std::string& dir, const char* stem);

class ScratchFile {
public:
    static ScratchFile make(const std::string& dir, const char* stem);

    ScratchFile(ScratchFile&& o) noexcept : fd_(std::exchange(o.fd_, -1)), name_(std::move(o.name_)) {}
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile();

    int fd() const { return fd_; }
    const std::string& name() const { return name_; }
    void closeHandle();

private:
    ScratchFile(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}

    int fd_;
    std::string name_;
};

bool writeAll(int fd, const std::string& bytes);

}  // namespace render
