#pragma once
#include "plugin.hpp"

#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace host {

class Slot {
public:
    bool dispatch(const Event& e);
    bool replace(const std::string& path);

private:
    std::atomic<Plugin*> current_{nullptr};
};

class NamedPlugins {
public:
    Plugin* acquire(const std::string& name);
    void install(const std::string& name, Plugin* p);

private:
    std::mutex mu_;
    std::map<std::string, Plugin*> byName_;
};

class Host {
public:
    void run(unsigned threads);
    void reload(const std::string& path) { filter_.replace(path); }
    void addNamed(const std::string& n, const std::string& path);

private:
    bool nextEvent(Event& e, std::string& target);
    void loop();

    Slot filter_;
    NamedPlugins named_;
    std::vector<std::jthread> pool_;
};

} // namespace host
