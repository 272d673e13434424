// RUN: %tocsin %s
// STD: c++20
// Frame buffers and output set of the live transcoder.
#include <atomic>
#include <cstdint>
#include <deque>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

class Frame {
public:
    Frame(int w, int h, int64_t pts) : pts_(pts), data_(static_cast<size_t>(w) * h * 3 / 2) {}

    void addRef() { refs_.fetch_add(1, std::memory_order_relaxed); }

    void release() {
        --refs_;
        if (refs_.load(std::memory_order_acquire) == 0) delete this; // EXPECT: split-atomic
    }

    int64_t pts() const { return pts_; }

private:
    ~Frame() = default;
    std::atomic<int> refs_{1};
    const int64_t pts_;
    std::vector<uint8_t> data_;
};

class FrameQueue {
public:
    void push(Frame *f) {
        f->addRef();
        std::lock_guard<std::mutex> g(m_);
        q_.push_back(f);
        cv_.notify_one();
    }
    Frame *pop() {
        std::unique_lock<std::mutex> lk(m_);
        cv_.wait(lk, [this] { return closed_ || !q_.empty(); });
        if (q_.empty())
            return nullptr;
        Frame *f = q_.front();
        q_.pop_front();
        return f;
    }
    void close() {
        std::lock_guard<std::mutex> g(m_);
        closed_ = true;
        cv_.notify_all();
    }

private:
    std::mutex m_;
    std::condition_variable cv_;
    std::deque<Frame *> q_;
    bool closed_ = false;
};

class Outputs {
public:
    explicit Outputs(int n) : queues_(n) {
        for (int i = 0; i < n; ++i)
            encoders_.emplace_back([this, i] { encode(i); });
    }
    ~Outputs() {
        for (auto &q : queues_)
            q.close();
        for (auto &t : encoders_)
            t.join();
    }

    void markFailed(int i) {
        uint32_t cur = failed_.load();
        const uint32_t want = cur | (1u << i);
        while (!failed_.compare_exchange_weak(cur, want)) { // EXPECT: unchecked-version
        }
    }

    void markRecovered(int i) {
        uint32_t cur = failed_.load();
        while (!failed_.compare_exchange_weak(cur, cur & ~(1u << i))) {
        }
    }

    void submit(Frame *f) {
        for (size_t i = 0; i < queues_.size(); ++i)
            if (!(failed_.load() & (1u << i)))
                queues_[i].push(f);
        f->release();
    }

private:
    void encode(int i) {
        int64_t last = -1;
        while (Frame *f = queues_[i].pop()) {
            if (f->pts() <= last)
                markFailed(i);
            else if (failed_.load() & (1u << i))
                markRecovered(i);
            last = f->pts();
            f->release();
        }
    }

    std::atomic<uint32_t> failed_{0};
    std::vector<FrameQueue> queues_;
    std::vector<std::thread> encoders_;
};

int main() {
    Outputs out(4);
    for (int64_t pts = 0; pts < 1000; ++pts)
        out.submit(new Frame(1280, 720, pts * 40));
}
