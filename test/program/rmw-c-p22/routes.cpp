// STD: c++20
#include "routes.h"

RouteManager::RouteManager() {
    auto first = std::make_shared<RouteTable>();
    first->upstream["/"] = "default:80";
    current_ = first;
    publishes_ = publishes_ + 1;
}

std::shared_ptr<const RouteTable> RouteManager::snapshot() const {
    std::lock_guard<std::mutex> lk(mu_);
    return current_;
}

std::string RouteManager::lookup(const std::string& path) const {
    std::shared_ptr<const RouteTable> t = snapshot();
    auto it = t->upstream.find(path);
    if (it == t->upstream.end())
        it = t->upstream.find("/");
    return it == t->upstream.end() ? std::string() : it->second;
}

std::shared_ptr<RouteTable> RouteManager::cloneForWrite() const {
    auto next = std::make_shared<RouteTable>(*current_);
    next->version++;
    return next;
}

void RouteManager::publish(std::shared_ptr<RouteTable> next, const std::unique_lock<std::mutex>& held) {
    if (!held.owns_lock())
        return;
    current_ = std::move(next);
    publishes_++;
}

int RouteManager::publishes() const {
    std::lock_guard<std::mutex> lk(mu_);
    return publishes_;
}
