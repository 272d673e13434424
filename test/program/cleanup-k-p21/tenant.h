#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace dbaas {

using SysClock = std::chrono::system_clock;

enum class TenantState { Active, Deleted };

struct Tenant {
    std::string id;
    TenantState state = TenantState::Active;
    SysClock::time_point deletedAt{};
    int openSessions = 0;
    std::filesystem::path dataDir;
};

class TenantCatalog {
public:
    explicit TenantCatalog(std::filesystem::path root) : root_(std::move(root)) {}
    void create(const std::string& id);
    bool openSession(const std::string& id);
    void closeSession(const std::string& id);
    bool markDeleted(const std::string& id);
    bool restore(const std::string& id);
    std::size_t purgeDeleted(std::chrono::hours grace);

private:
    std::filesystem::path root_;
    std::mutex mu_;
    std::map<std::string, Tenant> tenants_;
};

} // namespace dbaas
