// RUN: %tocsin %s
// STD: c++20
// Session layer of a small MQTT broker for greenhouse controllers.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
#include <sys/socket.h>
#include <unistd.h>

namespace broker {

static int64_t tickMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

struct Session {
    Session(std::string id, int sock) : clientId(std::move(id)), fd(sock), openedMs(tickMs()) {}
    ~Session() { ::close(fd); }

    bool deliver(const std::string& topic, const std::string& payload) {
        std::string frame = "\x30" + topic + '\0' + payload;
        return ::send(fd, frame.data(), frame.size(), MSG_NOSIGNAL) >= 0;
    }

    const std::string clientId;
    const int fd;
    const int64_t openedMs;
};

class SessionTable {
public:
    Session* open(const std::string& id, int fd) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& slot = sessions_[id];
        if (slot == nullptr) slot = new Session(id, fd);
        return slot;
    }

    Session* lookup(const std::string& id) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = sessions_.find(id);
        return it == sessions_.end() ? nullptr : it->second;
    }

    // MQTT 5 session expiry, counted from CONNECT
    int dropExpired(int64_t expiryMs) {
        std::lock_guard<std::mutex> lk(mu_);
        const int64_t now = tickMs();
        int dropped = 0;
        for (auto it = sessions_.begin(); it != sessions_.end();) {
            Session* s = it->second;
            if (now - s->openedMs > expiryMs) {
                it = sessions_.erase(it);
                delete s; // EXPECT: timestamp-cleanup
                ++dropped;
            } else {
                ++it;
            }
        }
        return dropped;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Session*> sessions_;
};

class Router {
public:
    explicit Router(SessionTable& t) : table_(t) {}
    void publish(const std::vector<std::string>& subscribers, const std::string& topic,
                 const std::string& payload) {
        for (const auto& id : subscribers)
            if (Session* s = table_.lookup(id)) s->deliver(topic, payload);
    }

private:
    SessionTable& table_;
};

} // namespace broker

int main() {
    using namespace std::chrono_literals;
    broker::SessionTable table;
    broker::Router router(table);
    std::atomic<bool> stop{false};
    std::thread reaper([&] {
        while (!stop) {
            table.dropExpired(3600 * 1000);
            std::this_thread::sleep_for(5s);
        }
    });
    std::thread fanout([&] {
        for (int i = 0; i < 1000; ++i) router.publish({"valve-1", "valve-2"}, "gh/temp", "21.5");
    });
    table.open("valve-1", ::socket(AF_INET, SOCK_STREAM, 0));
    fanout.join();
    stop = true;
    reaper.join();
}
