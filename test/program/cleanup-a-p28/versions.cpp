#include "versions.h"

namespace mvcc {

Timestamp VersionStore::begin_read() {
    std::lock_guard<std::mutex> lk(mu_);
    active_.insert(last_commit_);
    return last_commit_;
}

void VersionStore::end_read(Timestamp ts) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = active_.find(ts);
    if (it != active_.end())
        active_.erase(it);
}

const RowVersion* VersionStore::read(const std::string& key, Timestamp ts) const {
    std::lock_guard<std::mutex> lk(mu_);
    auto row = rows_.find(key);
    if (row == rows_.end())
        return nullptr;
    for (const auto& v : row->second)
        if (v->commit_ts <= ts)
            return v.get();
    return nullptr;
}

void VersionStore::write(const std::string& key, std::string value) {
    std::lock_guard<std::mutex> lk(mu_);
    auto v = std::make_unique<RowVersion>();
    v->commit_ts = ++last_commit_;
    v->value = std::move(value);
    auto& chain = rows_[key];
    if (!chain.empty())
        chain.front()->superseded_ts = v->commit_ts;
    chain.push_front(std::move(v));
}

}  // namespace mvcc
