// RUN: %tocsin %s
// STD: c++20
// Device hub: drops serial gateways that stop sending heartbeats.
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unistd.h>

namespace hub {

struct Gateway {
    std::string serial;
    int fd = -1;
    int pendingCommands = 0;
    std::chrono::system_clock::time_point lastBeat;
};

class GatewayTable {
public:
    void connected(const std::string& serial, int fd) {
        std::lock_guard<std::mutex> lk(mu_);
        auto& g = table_[serial];
        g.serial = serial;
        g.fd = fd;
        g.lastBeat = std::chrono::system_clock::now();
    }

    void heartbeat(const std::string& serial) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = table_.find(serial);
        if (it != table_.end())
            it->second.lastBeat = std::chrono::system_clock::now();
    }

    bool sendCommand(const std::string& serial, const std::string& cmd) {
        std::unique_lock<std::mutex> lk(mu_);
        auto it = table_.find(serial);
        if (it == table_.end())
            return false;
        Gateway& g = it->second;
        ++g.pendingCommands;
        const int fd = g.fd;
        lk.unlock();
        const bool done = ::write(fd, cmd.data(), cmd.size()) == static_cast<ssize_t>(cmd.size());
        lk.lock();
        --g.pendingCommands;
        return done;
    }

    void dropSilent(std::chrono::seconds timeout) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = std::chrono::system_clock::now();
        for (auto it = table_.begin(); it != table_.end();) {
            const Gateway& g = it->second;
            if (g.pendingCommands == 0 && now - g.lastBeat > timeout) { // EXPECT: wall-clock-interval
                std::printf("gateway %s silent\n", g.serial.c_str());
                ::close(g.fd);
                it = table_.erase(it);
            } else {
                ++it;
            }
        }
    }

private:
    std::mutex mu_;
    std::map<std::string, Gateway> table_;
};

} // namespace hub

int main() {
    hub::GatewayTable t;
    t.connected("SG-0042", 3);
    t.heartbeat("SG-0042");
    t.dropSilent(std::chrono::seconds(90));
}
