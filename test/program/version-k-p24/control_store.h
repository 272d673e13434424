#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace sched {

struct Rpc {
    virtual ~Rpc() = default;
    virtual int call(const std::string& verb, const std::string& key, const std::string& body, std::string* reply) = 0;
};

enum class PutResult { Done, Fenced, Unreachable };

// Replicated key space of the scheduler cluster.
class ControlStore {
public:
    explicit ControlStore(Rpc& rpc) : rpc_(rpc) {}

    std::optional<std::string> get(const std::string& key);
    PutResult put(const std::string& key, const std::string& value);
    // Refused by the store when a newer leader epoch has been seen.
    PutResult putFenced(const std::string& key, const std::string& value, uint64_t epoch);

private:
    Rpc& rpc_;
};

class Election {
public:
    explicit Election(Rpc& rpc, std::string self) : rpc_(rpc), self_(std::move(self)) {}

    bool isLeader();
    uint64_t epoch() const { return epoch_; }

private:
    Rpc& rpc_;
    std::string self_;
    uint64_t epoch_ = 0;
};

}  // namespace sched
