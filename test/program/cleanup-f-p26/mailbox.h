#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace mail {

using Mono = std::chrono::steady_clock;

enum class BoxState { Live, Deleted };

struct Mailbox {
    std::string dir;
    BoxState state = BoxState::Live;
    int openSessions = 0;
    Mono::time_point deletedAt{};
};

class MailboxTable {
public:
    void create(const std::string& owner, const std::string& dir);
    bool select(const std::string& owner, std::string& dir);
    void unselect(const std::string& owner);
    bool softDelete(const std::string& owner);
    bool undelete(const std::string& owner);
    int expunge(std::chrono::hours delay);

private:
    std::mutex mu_;
    std::map<std::string, Mailbox> boxes_;
};

}  // namespace mail
