#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace backup {

using Clock = std::chrono::system_clock;

enum class SetState { Complete, Trashed, Deleting };

struct BackupSet {
    std::uint64_t id = 0;
    std::filesystem::path dir;
    Clock::time_point created{};
    SetState state = SetState::Complete;
    int mounts = 0;
};

class Catalog {
public:
    // Restore sessions: the path stays in use until unmount().
    std::optional<std::filesystem::path> mount(std::uint64_t id);
    void unmount(std::uint64_t id);
    bool trash(std::uint64_t id);

    unsigned expire(Clock::duration keep);
    unsigned purgeTrash(Clock::duration keep);

private:
    std::mutex mu_;
    std::map<std::uint64_t, BackupSet> sets_;
};

class RestoreSessions {
public:
    explicit RestoreSessions(Catalog &c) : cat_(c) {}
    std::uint64_t open(std::uint64_t set);
    bool renew(std::uint64_t session);
    void sweep();

private:
    struct Session {
        std::uint64_t set;
        Clock::time_point leaseEnd;
    };
    Catalog &cat_;
    std::mutex mu_;
    std::uint64_t next_ = 1;
    std::map<std::uint64_t, Session> open_;
};

} // namespace backup
