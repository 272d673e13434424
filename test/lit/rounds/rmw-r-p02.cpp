// RUN: %tocsin %s
// STD: c++20
// Session registry of a small MQTT broker.
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace broker {

// Value plus its mutex; access only through the pointer returned by lock().
template <class T>
class Locked {
public:
    class Ptr {
    public:
        explicit Ptr(Locked& o) : guard_(o.mutex_), value_(&o.value_) {}
        T* operator->() { return value_; }
        T& operator*() { return *value_; }

    private:
        std::unique_lock<std::mutex> guard_;
        T* value_;
    };

    Ptr lock() { return Ptr(*this); }

private:
    std::mutex mutex_;
    T value_{};
};

class SendWindow {
public:
    explicit SendWindow(int n) : credits_(n) {}

    int credits() const {
        std::lock_guard<std::mutex> g(m_);
        return credits_;
    }
    void setCredits(int n) {
        std::lock_guard<std::mutex> g(m_);
        credits_ = n;
    }
    bool consume() {
        std::lock_guard<std::mutex> g(m_);
        if (credits_ == 0)
            return false;
        --credits_;
        return true;
    }
    void refund() {
        std::lock_guard<std::mutex> g(m_);
        ++credits_;
    }

private:
    mutable std::mutex m_;
    int credits_;
};

struct Session {
    explicit Session(std::string id) : clientId(std::move(id)), window(20) {}
    const std::string clientId;
    SendWindow window;
};

using SessionPtr = std::shared_ptr<Session>;
using SessionMap = std::unordered_map<std::string, SessionPtr>;

class Registry {
public:
    // CONNECT with clean-start = 0: resume the stored session or begin one.
    SessionPtr resume(const std::string& id) {
        auto sessions = sessions_.lock();
        auto it = sessions->find(id);
        if (it != sessions->end())
            return it->second;
        auto s = std::make_shared<Session>(id);
        sessions->emplace(id, s);
        return s;
    }

    // Bridge links register under the name of the remote broker.
    SessionPtr attachBridge(const std::string& remote) {
        const std::string id = "$bridge/" + remote;
        if (sessions_.lock()->count(id) == 0) {
            auto s = std::make_shared<Session>(id);
            s->window.setCredits(200);
            sessions_.lock()->insert_or_assign(id, s); // EXPECT: check-then-act
            return s;
        }
        return resume(id);
    }

    SessionPtr peek(const std::string& id) {
        auto sessions = sessions_.lock();
        auto it = sessions->find(id);
        return it == sessions->end() ? nullptr : it->second;
    }

    void drop(const std::string& id) { sessions_.lock()->erase(id); }

    // PUBACK from the client.
    void onAck(const std::string& id) {
        if (auto s = peek(id))
            s->window.refund();
    }

    // PUBCOMP may acknowledge several packets of a batch at once.
    void onBatchComplete(const std::string& id, int packets) {
        SessionPtr s = peek(id);
        if (!s || packets <= 0)
            return;
        s->window.setCredits(s->window.credits() + packets); // EXPECT: lost-update
    }

private:
    Locked<SessionMap> sessions_;
};

void serveLink(Registry& reg, const std::string& remote) {
    SessionPtr s = reg.attachBridge(remote);
    for (int i = 0; i < 1000; ++i) {
        if (!s->window.consume()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        if (i % 8 == 0)
            reg.onBatchComplete(s->clientId, 8);
        else
            reg.onAck(s->clientId);
    }
}

} // namespace broker

int main() {
    broker::Registry reg;
    std::vector<std::thread> links;
    for (int i = 0; i < 6; ++i)
        links.emplace_back([&reg, i] {
            broker::serveLink(reg, i % 2 ? "site-a" : "site-b");
        });
    for (auto& t : links)
        t.join();
    reg.drop("$bridge/site-a");
    return 0;
}
