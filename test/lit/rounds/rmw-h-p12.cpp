// RUN: %tocsin %s
// STD: c++20
// Service discovery client: instances register under a name; watchers are told once.
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace disco {

struct Instance {
    std::string host;
    int port = 0;
    int weight = 1;
};

class Directory {
public:
    bool contains(const std::string &name) const {
        std::lock_guard<std::mutex> g(mu_);
        return entries_.count(name) != 0;
    }

    void insert(const std::string &name, Instance inst) {
        std::lock_guard<std::mutex> g(mu_);
        entries_[name] = std::move(inst);
    }

    bool insertIfAbsent(const std::string &name, Instance inst) {
        std::lock_guard<std::mutex> g(mu_);
        return entries_.emplace(name, std::move(inst)).second;
    }

    int weight(const std::string &name) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = entries_.find(name);
        return it == entries_.end() ? 0 : it->second.weight;
    }

    void setWeight(const std::string &name, int w) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = entries_.find(name);
        if (it != entries_.end())
            it->second.weight = w;
    }

    size_t size() const {
        std::lock_guard<std::mutex> g(mu_);
        return entries_.size();
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, Instance> entries_;
};

class Agent {
public:
    explicit Agent(std::function<void(const std::string &)> onNew) : onNew_(std::move(onNew)) {}

    void start(int feeds) {
        for (int i = 0; i < feeds; ++i)
            feeds_.emplace_back([this, i] { poll(i); });
    }

    void stop() {
        for (auto &t : feeds_)
            t.join();
    }

    void announce(const std::string &name, const Instance &inst) {
        if (!dir_.contains(name)) {
            dir_.insert(name, inst); // EXPECT: check-then-act
            onNew_(name);
        }
    }

    void announceStatic(const std::string &name, const Instance &inst) {
        if (dir_.insertIfAbsent(name, inst))
            onNew_(name);
    }

    void penalise(const std::string &name) {
        int w = dir_.weight(name);
        if (w > 1)
            dir_.setWeight(name, w / 2); // EXPECT: lost-update
    }

private:
    void poll(int feed) {
        for (int round = 0; round < 100; ++round) {
            for (auto &i : fetch(feed))
                announce(i.host, i);
            if (round % 10 == 9)
                penalise("node-" + std::to_string(round));
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    }

    static std::vector<Instance> fetch(int feed) {
        return {{"node-" + std::to_string(feed), 8000 + feed, 4}};
    }

    Directory dir_;
    std::function<void(const std::string &)> onNew_;
    std::vector<std::thread> feeds_;
};

} // namespace disco
