// STD: c++20
#include "session.h"

#include <sys/socket.h>
#include <unistd.h>

namespace vpn {

Tunnel::~Tunnel() { ::close(fd_); }

bool Tunnel::isStale(Clock::duration limit) const {
    return Clock::now() - lastActivity_ > limit;
}

bool Tunnel::send(const std::vector<std::uint8_t>& frame) {
    touch();
    return ::send(fd_, frame.data(), frame.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(frame.size());
}

}  // namespace vpn
