// STD: c++20
#include "fragments.hpp"

void FragmentIndex::add(const std::string& id, std::filesystem::path file) {
    std::lock_guard<std::mutex> g(mu_);
    frags_[id] = Fragment{std::move(file), Mono::now(), 0, false};
}

bool FragmentIndex::open(const std::string& id, std::filesystem::path& out) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = frags_.find(id);
    if (it == frags_.end() || it->second.offline) return false;
    ++it->second.viewers;
    it->second.last_served = Mono::now();
    out = it->second.file;
    return true;
}

void FragmentIndex::done(const std::string& id) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = frags_.find(id);
    if (it != frags_.end()) --it->second.viewers;
}

void FragmentIndex::select_cold(std::chrono::seconds idle) {
    std::lock_guard<std::mutex> g(mu_);
    const auto now = Mono::now();
    for (auto& [id, f] : frags_) {
        if (f.offline || f.viewers > 0) continue;
        if (now - f.last_served < idle) continue;
        std::lock_guard<std::mutex> q(qmu_);
        cold_.push_back({id, f.file});
        cv_.notify_one();
    }
}
