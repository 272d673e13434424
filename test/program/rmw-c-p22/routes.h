#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct RouteTable {
    int version = 0;
    std::map<std::string, std::string> upstream;
};

class RouteManager {
public:
    RouteManager();

    std::shared_ptr<const RouteTable> snapshot() const;
    std::string lookup(const std::string& path) const;
    void set(const std::string& path, const std::string& upstream);
    bool eraseIfPresent(const std::string& path);
    int reloadFrom(const std::map<std::string, std::string>& file);
    int publishes() const;

private:
    // Both expect mu_ to be held by the caller.
    std::shared_ptr<RouteTable> cloneForWrite() const;
    void publish(std::shared_ptr<RouteTable> next, const std::unique_lock<std::mutex>& held);

    mutable std::mutex mu_;
    std::shared_ptr<const RouteTable> current_;
    int publishes_ = 0;
    std::atomic<bool> reloading_{false};
};
