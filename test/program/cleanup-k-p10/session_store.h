#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace whiteboard {

using Clock = std::chrono::steady_clock;

struct Board {
    std::string id;
    std::filesystem::path dataDir;
    Clock::time_point lastEdited;
};

class BoardStore {
public:
    explicit BoardStore(std::filesystem::path root) : root_(std::move(root)) {}
    std::filesystem::path open(const std::string& id);
    void noteEdit(const std::string& id);
    std::optional<std::filesystem::path> dirOf(const std::string& id) const;
    std::deque<std::string> editedBefore(Clock::time_point cutoff) const;
    void forget(const std::string& id);

private:
    std::filesystem::path root_;
    mutable std::mutex mu_;
    std::unordered_map<std::string, Board> boards_;
};

class Janitor {
public:
    explicit Janitor(BoardStore& s) : store_(s) {}
    void scan(std::chrono::minutes idle);
    void workerLoop();
    void stop();

private:
    BoardStore& store_;
    std::mutex qmu_;
    std::condition_variable cv_;
    std::deque<std::string> doomed_;
    bool stopping_ = false;
};

} // namespace whiteboard
