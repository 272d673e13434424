#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace blobd {

using MonoClock = std::chrono::steady_clock;

struct Volume {
    std::string id;
    std::string path;
    MonoClock::time_point sealed;
    int readers = 0;
};

class VolumeTable {
public:
    void insert(Volume v);
    // Readers bracket their access with open/close.
    std::optional<std::string> open(const std::string &id);
    void close(const std::string &id);
    std::size_t reportAges() const;

private:
    friend class Sweeper;
    mutable std::mutex mu_;
    std::map<std::string, Volume> volumes_;
};

// Finds sealed volumes that are past their lifetime and hands them to the disk thread.
class Sweeper {
public:
    Sweeper(VolumeTable &table, MonoClock::duration lifetime) : table_(table), lifetime_(lifetime) {}
    void scan();
    void runDiskThread();
    void stop();

private:
    VolumeTable &table_;
    MonoClock::duration lifetime_;
    std::mutex qmu_;
    std::condition_variable qcv_;
    std::deque<std::string> doomed_;
    bool stopping_ = false;
};

} // namespace blobd
