#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace store {

class BlobFile {
public:
    BlobFile() = default;
    BlobFile(BlobFile &&other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    BlobFile &operator=(BlobFile &&other) noexcept;
    ~BlobFile();

    // Makes a new file; fails with errc::file_exists when the name is taken.
    static BlobFile createNew(const std::string &path, std::error_code &ec);

    bool write(std::string_view data, std::error_code &ec);
    bool sync(std::error_code &ec);
    explicit operator bool() const { return fd_ >= 0; }

private:
    explicit BlobFile(int fd) : fd_(fd) {}
    int fd_ = -1;
};

bool nameTaken(const std::string &path);

} // namespace store
