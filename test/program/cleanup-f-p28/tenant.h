#pragma once
#include <chrono>
#include <deque>
#include <leveldb/db.h>
#include <map>
#include <mutex>
#include <string>

namespace billing {

struct Tenant {
    std::string key;
    bool closed = false;
    int openInvoices = 0;
};

struct Tombstone {
    std::string key;
    std::chrono::system_clock::time_point closedAt;
};

class TenantStore {
public:
    explicit TenantStore(leveldb::DB* db) : db_(db) {}

    void open(const std::string& id);
    bool close(const std::string& id);
    bool reopen(const std::string& id);  // customer came back within the grace time
    bool addInvoice(const std::string& id, const std::string& body);
    int purgeClosed(std::chrono::hours grace);

private:
    leveldb::DB* db_;
    std::mutex mu_;
    std::map<std::string, Tenant> tenants_;
    std::mutex tombMu_;
    std::deque<Tombstone> tombs_;
};

}  // namespace billing
