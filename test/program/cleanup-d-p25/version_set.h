#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace kv {

struct FileMeta {
    std::uint64_t number;
    std::uint64_t size;
};

struct Version {
    std::uint64_t log_number = 0;
    std::vector<FileMeta> files;
};

enum class FileType { kLog, kTable, kTemp, kOther };
bool ParseName(const std::string& name, std::uint64_t* number, FileType* type);

class VersionSet {
public:
    std::shared_ptr<Version> Current();
    void Install(std::shared_ptr<Version> v);

    // Caller holds mu().
    void AddLive(std::set<std::uint64_t>* live);
    std::uint64_t LogNumberLocked() const { return current_->log_number; }

    std::uint64_t BeginOutput();
    void EndOutput(std::uint64_t number);
    const std::set<std::uint64_t>& PendingLocked() const { return pending_outputs_; }
    std::mutex& mu() { return mu_; }

private:
    std::mutex mu_;
    std::shared_ptr<Version> current_ = std::make_shared<Version>();
    std::vector<std::weak_ptr<Version>> older_;
    std::set<std::uint64_t> pending_outputs_;
    std::uint64_t next_ = 1;
};

class ObsoleteFiles {
public:
    ObsoleteFiles(VersionSet& vs, std::string dir) : vs_(vs), dir_(std::move(dir)) {}
    int Purge(std::chrono::seconds min_age);

private:
    VersionSet& vs_;
    std::string dir_;
};

} // namespace kv
