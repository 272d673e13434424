// RUN: %tocsin %s
// STD: c++20
// Model server: a new model version is published while inference threads may
// still run on the previous one.
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <unordered_map>

namespace serving {

struct Model {
    std::string name;
    std::uint64_t version = 0;
    void* weights = nullptr;
    std::size_t weightBytes = 0;
    int inFlight = 0;
};

void unmapWeights(Model* m) {
    if (m->weights)
        munmap(m->weights, m->weightBytes);
    m->weights = nullptr;
}

void destroyModel(Model* m) {
    unmapWeights(m);
    delete m;
}

class Registry {
public:
    Model* acquire(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = current_.find(name);
        if (it == current_.end())
            return nullptr;
        ++it->second->inFlight;
        return it->second;
    }

    void release(Model* m) {
        std::lock_guard<std::mutex> g(mu_);
        --m->inFlight;
    }

    bool publish(Model* next) {
        std::lock_guard<std::mutex> g(mu_);
        auto [it, inserted] = current_.try_emplace(next->name, next);
        if (inserted)
            return true;
        Model* old = it->second;
        if (old->version < next->version) {
            it->second = next;
            std::printf("%s: %llu -> %llu\n", old->name.c_str(),
                        static_cast<unsigned long long>(old->version),
                        static_cast<unsigned long long>(next->version));
            destroyModel(old); // EXPECT: timestamp-cleanup
            return true;
        }
        return false;
    }

    std::size_t size() {
        std::lock_guard<std::mutex> g(mu_);
        return current_.size();
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Model*> current_;
};

double infer(Registry& reg, const std::string& name) {
    Model* m = reg.acquire(name);
    if (!m)
        return 0.0;
    double sum = 0.0;
    const auto* w = static_cast<const float*>(m->weights);
    for (std::size_t i = 0; i < m->weightBytes / sizeof(float); ++i)
        sum += w[i];
    reg.release(m);
    return sum;
}

}  // namespace serving
