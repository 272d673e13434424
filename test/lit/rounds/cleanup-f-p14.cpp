// RUN: %tocsin %s
// STD: c++20
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <time.h>
#include <unistd.h>

// Attachment store of the ticketing server. Uploads may be attached to a
// ticket at any time after the upload finished.

class AttachmentStore {
public:
    struct Blob {
        std::string path;
        int64_t uploaded_ms = 0;
        bool linked = false;
    };

    explicit AttachmentStore(std::string root) : root_(std::move(root)) {
        remover_ = std::thread(&AttachmentStore::removerMain, this);
    }
    ~AttachmentStore() {
        {
            std::lock_guard<std::mutex> l(qmu_);
            quit_ = true;
        }
        qcv_.notify_all();
        remover_.join();
    }

    uint64_t add(const std::string& name) {
        std::lock_guard<std::mutex> l(mu_);
        uint64_t id = ++next_;
        blobs_[id] = Blob{root_ + "/" + name, nowMs(), false};
        return id;
    }

    bool link(uint64_t id, uint64_t ticket) {
        std::lock_guard<std::mutex> l(mu_);
        auto it = blobs_.find(id);
        if (it == blobs_.end()) return false;
        it->second.linked = true;
        std::printf("ticket %llu <- %s\n", (unsigned long long)ticket, it->second.path.c_str());
        return true;
    }

    void scan(int64_t max_age_ms) {
        std::lock_guard<std::mutex> l(mu_);
        const int64_t now = nowMs();
        for (auto& [id, b] : blobs_) {
            if (now - b.uploaded_ms > max_age_ms) {
                std::lock_guard<std::mutex> ql(qmu_);
                queue_.push_back(id);
            }
        }
        qcv_.notify_one();
    }

private:
    static int64_t nowMs() {
        timespec ts{};
        clock_gettime(CLOCK_BOOTTIME, &ts);
        return int64_t(ts.tv_sec) * 1000 + ts.tv_nsec / 1000000;
    }

    void removerMain() {
        for (;;) {
            uint64_t id;
            {
                std::unique_lock<std::mutex> l(qmu_);
                qcv_.wait(l, [this] { return quit_ || !queue_.empty(); });
                if (quit_) return;
                id = queue_.front();
                queue_.pop_front();
            }
            std::string path;
            {
                std::lock_guard<std::mutex> l(mu_);
                auto it = blobs_.find(id);
                if (it == blobs_.end()) continue;
                path = it->second.path;
                blobs_.erase(it);
            }
            if (::unlink(path.c_str()) != 0) // EXPECT: timestamp-cleanup
                std::perror(path.c_str());
        }
    }

    std::string root_;
    std::mutex mu_;
    std::map<uint64_t, Blob> blobs_;
    uint64_t next_ = 0;
    std::mutex qmu_;
    std::condition_variable qcv_;
    std::deque<uint64_t> queue_;
    bool quit_ = false;
    std::thread remover_;
};
