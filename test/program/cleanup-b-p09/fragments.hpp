#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <unordered_map>

using Mono = std::chrono::steady_clock;

struct Fragment {
    std::filesystem::path file;
    Mono::time_point last_served;
    int viewers = 0;
    bool offline = false;
};

class FragmentIndex {
public:
    void add(const std::string& id, std::filesystem::path file);
    bool open(const std::string& id, std::filesystem::path& out);
    void done(const std::string& id);
    void select_cold(std::chrono::seconds idle);
    void disposer_loop();
    void stop();

private:
    struct Cold {
        std::string id;
        std::filesystem::path file;
    };
    std::mutex mu_;
    std::unordered_map<std::string, Fragment> frags_;
    std::mutex qmu_;
    std::condition_variable cv_;
    std::deque<Cold> cold_;
    bool stop_ = false;
};
