// STD: c++20
#include "version_set.h"

#include <cstdio>
#include <cstring>

namespace kv {

bool ParseName(const std::string& name, std::uint64_t* number, FileType* type) {
    unsigned long long n = 0;
    char ext[8] = "";
    if (std::sscanf(name.c_str(), "%llu.%7s", &n, ext) != 2)
        return false;
    *number = n;
    *type = !std::strcmp(ext, "log")   ? FileType::kLog
            : !std::strcmp(ext, "ldb") ? FileType::kTable
            : !std::strcmp(ext, "tmp") ? FileType::kTemp
                                       : FileType::kOther;
    return true;
}

std::shared_ptr<Version> VersionSet::Current() {
    std::lock_guard<std::mutex> lk(mu_);
    return current_;
}

void VersionSet::Install(std::shared_ptr<Version> v) {
    std::lock_guard<std::mutex> lk(mu_);
    older_.push_back(current_);
    current_ = std::move(v);
}

void VersionSet::AddLive(std::set<std::uint64_t>* live) {
    for (const auto& f : current_->files)
        live->insert(f.number);
    std::vector<std::weak_ptr<Version>> still;
    for (auto& w : older_) {
        if (auto v = w.lock()) {
            for (const auto& f : v->files)
                live->insert(f.number);
            still.push_back(w);
        }
    }
    older_.swap(still);
}

std::uint64_t VersionSet::BeginOutput() {
    std::lock_guard<std::mutex> lk(mu_);
    const std::uint64_t n = next_++;
    pending_outputs_.insert(n);
    return n;
}

void VersionSet::EndOutput(std::uint64_t number) {
    std::lock_guard<std::mutex> lk(mu_);
    pending_outputs_.erase(number);
}

} // namespace kv
