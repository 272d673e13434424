// STD: c++20
#include "tenant.h"

namespace billing {

void TenantStore::open(const std::string& id) {
    std::lock_guard<std::mutex> lk(mu_);
    tenants_[id] = Tenant{"tenant/" + id, false, 0};
    db_->Put(leveldb::WriteOptions(), "tenant/" + id, "open");
}

bool TenantStore::close(const std::string& id) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end() || it->second.closed || it->second.openInvoices != 0) return false;
    it->second.closed = true;
    std::lock_guard<std::mutex> tk(tombMu_);
    tombs_.push_back({it->second.key, std::chrono::system_clock::now()});
    return true;
}

bool TenantStore::reopen(const std::string& id) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end() || !it->second.closed) return false;
    it->second.closed = false;
    return true;
}

bool TenantStore::addInvoice(const std::string& id, const std::string& body) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = tenants_.find(id);
    if (it == tenants_.end() || it->second.closed) return false;
    ++it->second.openInvoices;
    return db_->Put(leveldb::WriteOptions(), it->second.key, body).ok();
}

}  // namespace billing
