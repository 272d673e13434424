// RUN: %tocsin %s
// STD: c++20
// Life cycle of a recording; commands arrive from several control connections.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace recorder {

enum class Phase : std::uint8_t { Idle, Starting, Recording, Paused, Closing };

enum class Reply { Ok, Busy, WrongPhase };

class Capture {
public:
    explicit Capture(std::string file) : file_(std::move(file)) {}
    void open() { std::printf("capture to %s\n", file_.c_str()); }
    void finish() { std::printf("%s closed\n", file_.c_str()); }

private:
    std::string file_;
};

class Recorder {
public:
    Reply start(const std::string& file) {
        switch (phase_.load(std::memory_order_acquire)) {
        case Phase::Idle:
            break;
        case Phase::Starting:
        case Phase::Closing:
            return Reply::Busy;
        default:
            return Reply::WrongPhase;
        }
        phase_ = Phase::Starting; // EXPECT: split-atomic
        auto c = std::make_shared<Capture>(file);
        c->open();
        {
            std::lock_guard<std::mutex> lk(capture_mutex_);
            capture_ = std::move(c);
        }
        phase_ = Phase::Recording;
        return Reply::Ok;
    }

    Reply pause() {
        Phase expected = Phase::Recording;
        if (!phase_.compare_exchange_strong(expected, Phase::Paused))
            return expected == Phase::Closing ? Reply::Busy : Reply::WrongPhase;
        pauses_.fetch_add(1, std::memory_order_relaxed);
        return Reply::Ok;
    }

    Reply resume() {
        Phase expected = Phase::Paused;
        return phase_.compare_exchange_strong(expected, Phase::Recording) ? Reply::Ok
                                                                          : Reply::WrongPhase;
    }

    Reply stop() {
        Phase cur = phase_.load();
        do {
            if (cur != Phase::Recording && cur != Phase::Paused)
                return Reply::WrongPhase;
        } while (!phase_.compare_exchange_weak(cur, Phase::Closing));

        std::shared_ptr<Capture> c;
        {
            std::lock_guard<std::mutex> lk(capture_mutex_);
            c.swap(capture_);
        }
        if (c)
            c->finish();
        // Nobody leaves Closing but the one who entered it.
        phase_.store(Phase::Idle, std::memory_order_release);
        return Reply::Ok;
    }

    unsigned pauses() const { return pauses_.load(std::memory_order_relaxed); }

private:
    std::atomic<Phase> phase_{Phase::Idle};
    std::atomic<unsigned> pauses_{0};
    std::mutex capture_mutex_;
    std::shared_ptr<Capture> capture_;
};

Reply dispatch(Recorder& r, std::string_view verb, const std::string& arg) {
    if (verb == "start")
        return r.start(arg);
    if (verb == "pause")
        return r.pause();
    if (verb == "resume")
        return r.resume();
    if (verb == "stop")
        return r.stop();
    return Reply::WrongPhase;
}

class Connection {
public:
    Connection(Recorder& r, int id) : recorder_(r), id_(id) {}

    void serve() {
        static constexpr std::string_view script[] = {"start", "pause", "resume", "stop"};
        for (int i = 0; i < 400; ++i) {
            Reply rep = dispatch(recorder_, script[(i + id_) % 4],
                                 "take" + std::to_string(id_) + "_" + std::to_string(i));
            if (rep == Reply::Busy)
                std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    }

private:
    Recorder& recorder_;
    const int id_;
};

}  // namespace recorder

int main() {
    recorder::Recorder rec;
    std::vector<std::thread> threads;
    for (int id = 0; id < 3; ++id)
        threads.emplace_back([&rec, id] { recorder::Connection(rec, id).serve(); });
    for (auto& t : threads)
        t.join();
    std::printf("%u pauses\n", rec.pauses());
}
