// STD: c++20
#include "broker.h"

#include <iostream>

namespace net {

void Broker::subscribe(uint64_t client, std::string topic) {
    ++accepted_;
    loop_->runInLoop([this, client, topic = std::move(topic)] { subscribeInLoop(client, topic); });
}

void Broker::publish(std::string topic, size_t bytes) {
    ++accepted_;
    loop_->runInLoop([this, bytes, topic = std::move(topic)] { publishInLoop(topic, bytes); });
}

void Broker::unsubscribe(uint64_t client, std::string topic) {
    loop_->runInLoop([this, client, topic = std::move(topic)] { unsubscribeInLoop(client, topic); });
}

void Broker::subscribeInLoop(uint64_t client, const std::string& topic) {
    loop_->assertInLoopThread();
    auto it = topics_.find(topic);
    if (it == topics_.end()) {
        it = topics_.emplace(topic, std::set<uint64_t>{}).first;
        ++topicsCreated_;
    }
    it->second.insert(client);
}

void Broker::publishInLoop(const std::string& topic, size_t bytes) {
    loop_->assertInLoopThread();
    auto it = topics_.find(topic);
    if (it == topics_.end())
        return;
    delivered_ += it->second.size();
    bytesOut_ += bytes * it->second.size();
}

void Broker::unsubscribeInLoop(uint64_t client, const std::string& topic) {
    loop_->assertInLoopThread();
    auto it = topics_.find(topic);
    if (it == topics_.end())
        return;
    it->second.erase(client);
    if (it->second.empty())
        topics_.erase(it);
}

void Broker::report() {
    loop_->assertInLoopThread();
    std::cout << delivered_ << " messages, " << bytesOut_ << " bytes, " << topicsCreated_ << " topics\n";
}

}  // namespace net
