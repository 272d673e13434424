#pragma once

#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

struct EditSession {
    std::string document;
    std::string journal;      // path of the operation journal
    std::time_t lastEdit = 0;
    int editors = 0;
};

class SessionStore {
public:
    std::optional<std::string> join(std::uint64_t id);
    void leave(std::uint64_t id);
    void create(std::uint64_t id, const std::string &document);

    void collectIdle(std::time_t maxIdle);
    void runCloser();
    void stop();

private:
    bool closeSession(std::uint64_t id, std::time_t maxIdle);

    std::mutex mu_;
    std::map<std::uint64_t, EditSession> sessions_;

    struct Candidate {
        std::uint64_t id;
        std::time_t maxIdle;
    };
    std::mutex queueMu_;
    std::condition_variable queueCv_;
    std::deque<Candidate> queue_;
    bool stopping_ = false;
};
