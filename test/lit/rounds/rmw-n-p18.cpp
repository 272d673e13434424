// RUN: %tocsin %s
// STD: c++20
// Broker connection: outbound credit, send queue and link statistics.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace amqp {

struct Transfer {
    uint32_t handle;
    std::string body;
};

class Connection {
public:
    void grant(uint32_t n) {
        std::lock_guard<std::mutex> g(sendMu_);
        credit_ += n;
    }

    bool send(Transfer t) {
        std::lock_guard<std::mutex> g(sendMu_);
        if (credit_ == 0) return false;
        --credit_;
        bytesOut_ += t.body.size();
        out_.push_back(std::move(t));
        return true;
    }

    // Delivery rejected by the peer: the credit goes back to the link.
    void onRejected(uint32_t handle) {
        std::lock_guard<std::mutex> g(recvMu_);
        rejected_[handle]++;
        credit_ += 1; // EXPECT: lost-update
    }

    void onAccepted(uint32_t handle) {
        std::lock_guard<std::mutex> g(recvMu_);
        accepted_[handle]++;
    }

    void requeue(std::deque<Transfer>& back) {
        std::unique_lock<std::mutex> lk(sendMu_, std::defer_lock);
        if (back.size() > 1) lk.lock();
        for (auto& t : back) bytesOut_ -= t.body.size(); // EXPECT: lost-update
        back.clear();
    }

    void openLink(uint32_t handle, const std::string& address) {
        {
            std::lock_guard<std::mutex> g(sendMu_);
            if (links_.count(handle)) return;
        }
        std::string canonical = resolve(address);
        std::lock_guard<std::mutex> g(sendMu_);
        links_[handle] = canonical; // EXPECT: check-then-act
        ++openLinks_;
    }

    void closeLink(uint32_t handle) {
        std::lock_guard<std::mutex> g(sendMu_);
        if (links_.erase(handle)) --openLinks_;
    }

    bool next(Transfer* t) {
        std::lock_guard<std::mutex> g(sendMu_);
        if (out_.empty()) return false;
        *t = std::move(out_.front());
        out_.pop_front();
        return true;
    }

    uint64_t takeBytes() {
        std::lock_guard<std::mutex> g(sendMu_);
        uint64_t b = bytesOut_;
        bytesOut_ = 0;
        return b;
    }

private:
    std::string resolve(const std::string& address);

    std::mutex sendMu_;
    std::mutex recvMu_;
    std::deque<Transfer> out_;
    std::map<uint32_t, std::string> links_;
    std::map<uint32_t, uint32_t> rejected_, accepted_;
    uint32_t credit_ = 0;
    uint64_t bytesOut_ = 0;
    unsigned openLinks_ = 0;
};

}  // namespace amqp
