// STD: c++20
#include "mailbox.h"

namespace mail {

void MailboxTable::create(const std::string& owner, const std::string& dir) {
    std::lock_guard lk(mu_);
    boxes_.try_emplace(owner, Mailbox{dir, BoxState::Live, 0, {}});
}

bool MailboxTable::select(const std::string& owner, std::string& dir) {
    std::lock_guard lk(mu_);
    auto it = boxes_.find(owner);
    if (it == boxes_.end() || it->second.state != BoxState::Live) return false;
    ++it->second.openSessions;
    dir = it->second.dir;
    return true;
}

void MailboxTable::unselect(const std::string& owner) {
    std::lock_guard lk(mu_);
    auto it = boxes_.find(owner);
    if (it != boxes_.end()) --it->second.openSessions;
}

bool MailboxTable::softDelete(const std::string& owner) {
    std::lock_guard lk(mu_);
    auto it = boxes_.find(owner);
    if (it == boxes_.end() || it->second.state == BoxState::Deleted) return false;
    it->second.state = BoxState::Deleted;
    it->second.deletedAt = Mono::now();
    return true;
}

bool MailboxTable::undelete(const std::string& owner) {
    std::lock_guard lk(mu_);
    auto it = boxes_.find(owner);
    if (it == boxes_.end() || it->second.state != BoxState::Deleted) return false;
    it->second.state = BoxState::Live;
    return true;
}

}  // namespace mail
