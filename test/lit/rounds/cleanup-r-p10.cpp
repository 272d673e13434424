// RUN: %tocsin %s
// STD: c++20
// Recording retention of the video gateway.  Deleting a recording takes
// seconds on the archive disks, so the policy pass only queues the work.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace vg {

namespace fs = std::filesystem;
using FileTime = fs::file_time_type;
using CamId = std::uint32_t;

struct Recording {
    fs::path dir;
    FileTime finished;
    int viewers = 0;
    bool removing = false;
};

template <class T>
class WorkQueue {
public:
    void push(T v) {
        {
            std::lock_guard lk(mu_);
            q_.push_back(std::move(v));
        }
        cv_.notify_one();
    }
    std::optional<T> pop(std::stop_token st) {
        std::unique_lock lk(mu_);
        if (!cv_.wait(lk, st, [&] { return !q_.empty(); })) return std::nullopt;
        T v = std::move(q_.front());
        q_.pop_front();
        return v;
    }

private:
    std::mutex mu_;
    std::condition_variable_any cv_;
    std::deque<T> q_;
};

class Library {
public:
    void add(CamId id, fs::path dir, FileTime finished) {
        std::lock_guard lk(mu_);
        recordings_[id] = Recording{std::move(dir), finished};
    }

    std::optional<fs::path> view(CamId id) {
        std::lock_guard lk(mu_);
        auto it = recordings_.find(id);
        if (it == recordings_.end() || it->second.removing) return std::nullopt;
        ++it->second.viewers;
        return it->second.dir;
    }

    void leave(CamId id) {
        std::lock_guard lk(mu_);
        if (auto it = recordings_.find(id); it != recordings_.end()) --it->second.viewers;
    }

    void apply_policy(std::chrono::hours keep, std::chrono::hours keep_thumbs) {
        const auto cutoff = FileTime::clock::now() - keep;
        const auto thumb_cutoff = FileTime::clock::now() - keep_thumbs;
        std::lock_guard lk(mu_);
        for (const auto &[id, r] : recordings_) {
            if (r.viewers > 0) continue;
            if (r.finished < cutoff)
                expired_.push(id);
            else if (r.finished < thumb_cutoff)
                thumbs_.push(id);
        }
    }

    void delete_loop(std::stop_token st) {
        while (auto id = expired_.pop(st)) {
            fs::path dir;
            {
                std::lock_guard lk(mu_);
                auto it = recordings_.find(*id);
                if (it == recordings_.end()) continue;
                dir = it->second.dir;
                recordings_.erase(it);
            }
            std::error_code ec;
            fs::remove_all(dir, ec); // EXPECT: timestamp-cleanup
            if (ec) std::clog << dir << ": " << ec.message() << '\n';
        }
    }

    void thumb_loop(std::stop_token st) {
        while (auto id = thumbs_.pop(st)) {
            fs::path dir;
            {
                std::lock_guard lk(mu_);
                auto it = recordings_.find(*id);
                if (it == recordings_.end() || it->second.viewers > 0 || it->second.removing)
                    continue;
                it->second.removing = true;
                dir = it->second.dir;
            }
            std::error_code ec;
            fs::remove_all(dir / "thumbs", ec);
            std::lock_guard lk(mu_);
            if (auto it = recordings_.find(*id); it != recordings_.end()) it->second.removing = false;
        }
    }

private:
    std::mutex mu_;
    std::unordered_map<CamId, Recording> recordings_;
    WorkQueue<CamId> expired_;
    WorkQueue<CamId> thumbs_;
};

}  // namespace vg

int main(int argc, char **argv) {
    vg::Library lib;
    std::jthread deleter([&](std::stop_token st) { lib.delete_loop(st); });
    std::jthread thumbs([&](std::stop_token st) { lib.thumb_loop(st); });
    std::jthread policy([&](std::stop_token st) {
        while (!st.stop_requested()) {
            lib.apply_policy(std::chrono::hours(720), std::chrono::hours(48));
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    });
    for (int i = 1; i < argc; ++i) {
        std::error_code ec;
        const auto written = std::filesystem::last_write_time(argv[i], ec);
        if (!ec) lib.add(static_cast<vg::CamId>(i), argv[i], written);
    }
    for (vg::CamId id; std::cin >> id;) {
        if (auto dir = lib.view(id)) {
            std::cout << *dir << '\n';
            lib.leave(id);
        }
    }
}
