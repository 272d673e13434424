#pragma once
#include "loop.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace net {

class Broker {
public:
    explicit Broker(EventLoop* loop) : loop_(loop) {}
    void subscribe(uint64_t client, std::string topic);
    void publish(std::string topic, size_t bytes);
    void unsubscribe(uint64_t client, std::string topic);
    uint64_t acceptedFromOutside() const { return accepted_.load(); }
    void report();

private:
    void subscribeInLoop(uint64_t client, const std::string& topic);
    void publishInLoop(const std::string& topic, size_t bytes);
    void unsubscribeInLoop(uint64_t client, const std::string& topic);

    EventLoop* loop_;
    std::map<std::string, std::set<uint64_t>> topics_;
    uint64_t delivered_ = 0;
    uint64_t bytesOut_ = 0;
    unsigned topicsCreated_ = 0;
    std::atomic<uint64_t> accepted_{0};
};

}  // namespace net
