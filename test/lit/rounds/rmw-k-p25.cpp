// RUN: %tocsin %s
// STD: c++20
// usb_inventory.cpp - hotplug inventory; callers may hold the table over several steps
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

struct UsbDevice {
    uint16_t vid = 0, pid = 0;
    std::string serial;
    unsigned attachCount = 0;
};

class DeviceTable {
public:
    void lock() { mu_.lock(); }
    void unlock() { mu_.unlock(); }

    bool contains(const std::string& port) const {
        std::lock_guard<std::recursive_mutex> g(mu_);
        return devices_.count(port) > 0;
    }
    void insert(const std::string& port, UsbDevice d) {
        std::lock_guard<std::recursive_mutex> g(mu_);
        devices_[port] = std::move(d);
    }
    std::optional<UsbDevice> get(const std::string& port) const {
        std::lock_guard<std::recursive_mutex> g(mu_);
        auto it = devices_.find(port);
        if (it == devices_.end())
            return std::nullopt;
        return it->second;
    }
    void erase(const std::string& port) {
        std::lock_guard<std::recursive_mutex> g(mu_);
        devices_.erase(port);
    }
    unsigned powerBudget() const {
        std::lock_guard<std::recursive_mutex> g(mu_);
        return budget_mA_;
    }
    void setPowerBudget(unsigned mA) {
        std::lock_guard<std::recursive_mutex> g(mu_);
        budget_mA_ = mA;
    }

private:
    mutable std::recursive_mutex mu_;
    std::map<std::string, UsbDevice> devices_;
    unsigned budget_mA_ = 2000;
};

struct HotplugEvent {
    bool add;
    std::string port;
    UsbDevice dev;
    unsigned draw_mA;
};
bool nextEvent(int hub, HotplugEvent& ev);
void logEvent(const char* what, const std::string& port);

static void attach(DeviceTable& table, const HotplugEvent& ev) {
    std::lock_guard<DeviceTable> hold(table);
    if (table.powerBudget() < ev.draw_mA) {
        logEvent("over budget", ev.port);
        return;
    }
    if (!table.contains(ev.port)) {
        table.insert(ev.port, ev.dev);
        table.setPowerBudget(table.powerBudget() - ev.draw_mA);
        logEvent("attach", ev.port);
    } else {
        UsbDevice d = *table.get(ev.port);
        d.attachCount++;
        table.insert(ev.port, d);
    }
}

static void detach(DeviceTable& table, const HotplugEvent& ev) {
    std::unique_lock<DeviceTable> hold(table, std::defer_lock);
    hold.lock();
    if (table.contains(ev.port)) {
        table.erase(ev.port);
        table.setPowerBudget(table.powerBudget() + ev.draw_mA);
    }
    hold.unlock();
    logEvent("detach", ev.port);
}

class HubMonitor {
public:
    HubMonitor(DeviceTable& t, int hubs) : table_(t) {
        for (int h = 0; h < hubs; ++h)
            threads_.emplace_back([this, h] { watch(h); });
    }
    ~HubMonitor() {
        for (auto& t : threads_)
            t.join();
    }

private:
    void watch(int hub) {
        HotplugEvent ev;
        while (nextEvent(hub, ev)) {
            if (ev.add)
                attach(table_, ev);
            else
                detach(table_, ev);
        }
    }

    DeviceTable& table_;
    std::vector<std::thread> threads_;
};
