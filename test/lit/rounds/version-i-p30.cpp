// RUN: %tocsin %s
// STD: c++20
// Replica side of the metadata log: accepts appends and state hand-offs from primaries.
#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace mlog {

constexpr int kProtocolVersion = 7;

enum class Verdict { Accepted, StaleEpoch, Gap, BadVersion };

struct Append {
    int protocol_version;
    uint64_t epoch;
    uint64_t index;
    std::string payload;
};

class StateSink {
public:
    virtual ~StateSink() = default;
    virtual bool replaceState(const std::string &blob, uint64_t expected_version) = 0;
};

// Learner nodes never hold state of their own.
class NullSink final : public StateSink {
public:
    bool replaceState(const std::string &, uint64_t expected_version) override {
        (void)expected_version;
        return false;
    }
};

// Passes the call on to the node that holds the state.
class ForwardSink final : public StateSink {
public:
    explicit ForwardSink(StateSink &to) : to_(to) {}
    bool replaceState(const std::string &blob, uint64_t expected_version) override {
        forwarded_.fetch_add(1, std::memory_order_relaxed);
        return to_.replaceState(blob, expected_version);
    }

private:
    StateSink &to_;
    std::atomic<uint64_t> forwarded_{0};
};

class Replica final : public StateSink {
public:
    Verdict append(const Append &a) {
        if (a.protocol_version != kProtocolVersion)
            return Verdict::BadVersion;
        std::lock_guard<std::mutex> g(mu_);
        if (a.epoch < highestEpoch_)
            return Verdict::StaleEpoch;
        highestEpoch_ = a.epoch;
        if (a.index != log_.size())
            return Verdict::Gap;
        log_.push_back(a.payload);
        commit_.notify(a.index);
        return Verdict::Accepted;
    }

    bool replaceState(const std::string &blob, uint64_t expected_version) override {
        std::unique_lock<std::mutex> g(mu_);
        if (stateVersion_ != expected_version)
            return false;
        g.unlock();
        std::string packed = compress(blob); // long for big states
        g.lock();
        return installLocked(std::move(packed), expected_version);
    }

    // Version of the state we hold; an estimate is enough for the status page.
    uint64_t stateVersion() const {
        std::lock_guard<std::mutex> g(mu_);
        return stateVersion_;
    }

private:
    bool installLocked(std::string packed, uint64_t expected_version) {
        if (stateVersion_ != expected_version)
            return false;
        state_ = std::move(packed);
        stateVersion_ = expected_version + 1;
        return true;
    }

    static std::string compress(const std::string &in) {
        std::string out;
        for (size_t i = 0; i < in.size();) {
            size_t j = i;
            while (j < in.size() && in[j] == in[i] && j - i < 255)
                ++j;
            out.push_back(static_cast<char>(j - i));
            out.push_back(in[i]);
            i = j;
        }
        return out;
    }

    // Highest index handed to the applier; only moves forward.
    struct CommitMark {
        std::atomic<uint64_t> top{0};
        void notify(uint64_t idx) {
            uint64_t cur = top.load();
            while (cur < idx && !top.compare_exchange_weak(cur, idx)) {
            }
        }
    };

    mutable std::mutex mu_;
    std::deque<std::string> log_;
    std::string state_;
    uint64_t stateVersion_ = 0;
    uint64_t highestEpoch_ = 0;
    CommitMark commit_;
};

} // namespace mlog

int main() {
    mlog::Replica r;
    mlog::ForwardSink fwd(r);
    std::thread a([&] { fwd.replaceState("aaaa", r.stateVersion()); });
    std::thread b([&] { r.append({mlog::kProtocolVersion, 1, 0, "x"}); });
    a.join();
    b.join();
}
