#pragma once
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace mvcc {

using Timestamp = std::uint64_t;

struct RowVersion {
    Timestamp commit_ts = 0;
    Timestamp superseded_ts = 0;   // 0 while it is the newest
    std::string value;
};

class VersionStore {
public:
    // Readers see the newest version committed at or before their begin timestamp.
    Timestamp begin_read();
    void end_read(Timestamp ts);
    const RowVersion* read(const std::string& key, Timestamp ts) const;

    void write(const std::string& key, std::string value);
    std::size_t vacuum();

private:
    Timestamp oldest_snapshot() const;   // requires mu_

    mutable std::mutex mu_;
    Timestamp last_commit_ = 0;
    std::multiset<Timestamp> active_;
    std::map<std::string, std::list<std::unique_ptr<RowVersion>>> rows_;
};

}  // namespace mvcc
