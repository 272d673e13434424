#pragma once
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cam {

struct Recording {
    std::string file;
    std::chrono::system_clock::time_point ended_at;
    int viewers = 0;
};

class RecordingStore {
public:
    Recording *watch(const std::string &file);
    void unwatch(Recording *r);
    void add(std::string file, std::chrono::system_clock::time_point ended_at);

    template <class Pred>
    std::size_t dropWhere(Pred pred)
    {
        std::lock_guard lk(mu_);
        std::size_t n = 0;
        for (std::size_t i = 0; i < items_.size();) {
            if (pred(*items_[i]) && dropLocked(i))
                ++n;
            else
                ++i;
        }
        return n;
    }

private:
    bool dropLocked(std::size_t i);

    std::mutex mu_;
    std::vector<std::unique_ptr<Recording>> items_;
};

} // namespace cam
