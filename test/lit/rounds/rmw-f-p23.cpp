// RUN: %tocsin %s
// STD: c++20
// Artifact resolver of the build farm: read mostly cache in front of the registry.
#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct Artifact {
    std::string digest;
    size_t size = 0;
};

class RegistryClient {
public:
    static RegistryClient &instance() {
        RegistryClient *p = instance_.load(std::memory_order_acquire);
        if (!p) {
            std::lock_guard<std::mutex> g(instance_mu_);
            p = instance_.load(std::memory_order_relaxed);
            if (!p) {
                p = new RegistryClient;
                instance_.store(p, std::memory_order_release);
            }
        }
        return *p;
    }

    Artifact fetch(const std::string &name) {
        std::call_once(auth_once_, [this] { token_ = "anonymous:" + std::to_string(++logins_); });
        return Artifact{token_ + "/" + name, name.size() * 1024};
    }

private:
    RegistryClient() = default;
    static std::atomic<RegistryClient *> instance_;
    static std::mutex instance_mu_;
    std::once_flag auth_once_;
    std::string token_;
    int logins_ = 0;
};

std::atomic<RegistryClient *> RegistryClient::instance_{nullptr};
std::mutex RegistryClient::instance_mu_;

class Resolver {
public:
    std::shared_ptr<const Artifact> resolve(const std::string &name) {
        {
            std::shared_lock<std::shared_mutex> rd(mu_);
            auto it = cache_.find(name);
            if (it != cache_.end()) {
                hits_.fetch_add(1, std::memory_order_relaxed);
                return it->second;
            }
        }
        auto fetched = std::make_shared<const Artifact>(RegistryClient::instance().fetch(name));

        std::unique_lock<std::shared_mutex> wr(mu_);
        auto [it, inserted] = cache_.try_emplace(name, fetched);
        if (inserted)
            bytes_ += fetched->size;
        return it->second;
    }

    bool touch(const std::string &name) {
        std::shared_lock<std::shared_mutex> rd(mu_);
        if (pinned_.count(name))
            return false;
        rd.unlock();

        std::unique_lock<std::shared_mutex> wr(mu_);
        if (pinned_.count(name))
            return false;
        pinned_[name] = ++pin_seq_;
        return true;
    }

    void dropUnpinned() {
        std::unique_lock<std::shared_mutex> wr(mu_);
        for (auto it = cache_.begin(); it != cache_.end();) {
            if (pinned_.count(it->first)) {
                ++it;
                continue;
            }
            bytes_ -= it->second->size;
            it = cache_.erase(it);
        }
    }

    size_t bytes() const {
        std::shared_lock<std::shared_mutex> rd(mu_);
        return bytes_;
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<const Artifact>> cache_;
    std::unordered_map<std::string, unsigned> pinned_;
    unsigned pin_seq_ = 0;
    size_t bytes_ = 0;
    std::atomic<unsigned long> hits_{0};
};

const std::vector<std::string> &defaultTargets() {
    static const std::vector<std::string> targets = [] {
        std::vector<std::string> v;
        for (int i = 0; i < 200; ++i)
            v.push_back("lib" + std::to_string(i));
        return v;
    }();
    return targets;
}

int main() {
    Resolver r;
    std::vector<std::future<size_t>> jobs;
    for (int j = 0; j < 8; ++j)
        jobs.push_back(std::async(std::launch::async, [&r, j] {
            size_t total = 0;
            for (const auto &t : defaultTargets()) {
                total += r.resolve(t)->size;
                if (t.size() % 8 == size_t(j))
                    r.touch(t);
            }
            return total;
        }));
    size_t sum = 0;
    for (auto &j : jobs)
        sum += j.get();
    r.dropUnpinned();
    return sum > r.bytes() ? 0 : 1;
}
