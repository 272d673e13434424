// STD: c++20
#include "registry.hpp"

#include <atomic>
#include <cstdio>
#include <exception>
#include <optional>
#include <thread>

namespace ccd {

struct Request {
    enum Kind { Compile, Preload, Touch } kind;
    std::string path;
    std::string triple;
    std::vector<std::string> imports;
};

std::optional<Request> acceptRequest(int fd);
void reply(int fd, bool ok);
bool compileUnit(const Request& rq, const TargetInfo& t,
                 const std::vector<std::shared_ptr<CompiledModule>>& deps);

static bool preload(const Request& rq) {
    ModuleCache& c = moduleCache();
    if (c.modules.find(rq.path) != c.modules.end()) return true;
    auto m = buildModule(rq.path, targetFor(rq.triple));
    if (!m) return false;
    c.modules.emplace(rq.path, std::move(m)); // EXPECT: check-then-act
    return true;
}

static bool compile(const Request& rq) {
    std::vector<std::shared_ptr<CompiledModule>> deps;
    deps.reserve(rq.imports.size());
    for (const auto& i : rq.imports) {
        auto m = getModule(i);
        if (!m) return false;
        deps.push_back(std::move(m));
    }
    return compileUnit(rq, targetFor(rq.triple), deps);
}

static void serve(int fd, std::atomic<bool>& stop) {
    while (!stop.load()) {
        auto rq = acceptRequest(fd);
        if (!rq) break;
        bool ok = false;
        try {
            switch (rq->kind) {
            case Request::Compile: ok = compile(*rq); break;
            case Request::Preload: ok = preload(*rq); break;
            case Request::Touch: invalidateModule(rq->path); ok = true; break;
            }
        } catch (const std::exception& e) {
            std::fprintf(stderr, "ccd: %s: %s\n", rq->path.c_str(), e.what());
        }
        reply(fd, ok);
    }
}

void runServer(int fd, unsigned jobs, std::atomic<bool>& stop) {
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < jobs; ++i)
        workers.emplace_back(serve, fd, std::ref(stop));
    for (auto& w : workers) w.join();
}

} // namespace ccd
