#pragma once
#include <string>
#include <sys/stat.h>
#include <sys/types.h>

namespace cfg {

class Fd {
public:
    explicit Fd(int fd = -1) noexcept : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
    Fd& operator=(Fd&& o) noexcept;
    ~Fd() { reset(); }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }
    void reset() noexcept;

private:
    int fd_;
};

bool acceptable(const struct stat& sb, uid_t owner);
void requireAcceptable(int fd, uid_t owner, const std::string& name);
Fd openConfig(const std::string& name, uid_t owner);
Fd createState(const std::string& name);
void adoptState(const Fd& fd, uid_t owner);

} // namespace cfg
