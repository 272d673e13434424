// STD: c++20
#include "mailbox.h"

#include <filesystem>
#include <iostream>

namespace mail {

int MailboxTable::expunge(std::chrono::hours delay) {
    std::lock_guard lk(mu_);
    const auto now = Mono::now();
    int n = 0;
    for (auto it = boxes_.begin(); it != boxes_.end();) {
        const Mailbox& b = it->second;
        const bool busy = b.openSessions > 0;
        if (b.state != BoxState::Deleted || busy || now - b.deletedAt < delay) {
            ++it;
            continue;
        }
        std::error_code ec;
        std::filesystem::remove_all(b.dir, ec);
        if (ec) {
            std::cerr << "expunge " << it->first << ": " << ec.message() << '\n';
            ++it;
            continue;
        }
        it = boxes_.erase(it);
        ++n;
    }
    return n;
}

}  // namespace mail
