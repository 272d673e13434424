// STD: c++20
#include "slot.hpp"

namespace host {

void Host::run(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i)
        pool_.emplace_back([this] { loop(); });
}

void Host::addNamed(const std::string& n, const std::string& path) {
    if (Plugin* p = loadPlugin(path)) named_.install(n, p);
}

void Host::loop() {
    Event e{};
    std::string target;
    while (nextEvent(e, target)) {
        if (!filter_.dispatch(e)) continue;
        if (Plugin* p = named_.acquire(target)) {
            p->handle(e);
            p->unref();
        }
    }
}

} // namespace host
