#pragma once
#include <string>
#include <utility>

namespace blob {

class FileHandle {
public:
    FileHandle() = default;
    explicit FileHandle(int fd) : fd_(fd) {}
    FileHandle(FileHandle&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    FileHandle& operator=(FileHandle&& o) noexcept
    {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~FileHandle();
    bool valid() const { return fd_ >= 0; }
    bool writeAll(const std::string& bytes);

private:
    int fd_ = -1;
};

bool fileThere(const std::string& name);
FileHandle openNew(const std::string& name);

} // namespace blob
