// STD: c++20
#include "routes.h"

void RouteManager::set(const std::string& path, const std::string& upstream) {
    std::unique_lock<std::mutex> lk(mu_);
    auto next = cloneForWrite();
    next->upstream[path] = upstream;
    publish(std::move(next), lk);
}

bool RouteManager::eraseIfPresent(const std::string& path) {
    std::unique_lock<std::mutex> lk(mu_, std::defer_lock);
    lk.lock();
    if (current_->upstream.find(path) == current_->upstream.end())
        return false;
    auto next = cloneForWrite();
    next->upstream.erase(path);
    publish(std::move(next), lk);
    return true;
}

int RouteManager::reloadFrom(const std::map<std::string, std::string>& file) {
    bool idle = false;
    if (!reloading_.compare_exchange_strong(idle, true))
        return -1;
    auto fresh = std::make_shared<RouteTable>();
    for (const auto& [path, up] : file)
        if (!up.empty())
            fresh->upstream.emplace(path, up);
    int version;
    {
        std::unique_lock<std::mutex> lk(mu_);
        version = current_->version + 1;
        fresh->version = version;
        publish(std::move(fresh), lk);
    }
    reloading_.store(false);
    return version;
}
