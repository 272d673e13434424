#pragma once
#include <mutex>
#include <string>
#include <unordered_set>

namespace ingest {

// Names of staged files that some pipeline stage is working on.
class ClaimTable {
public:
    bool tryClaim(const std::string &name);
    void release(const std::string &name);

private:
    std::mutex mu_;
    std::unordered_set<std::string> claimed_;
};

class Claim {
public:
    Claim(ClaimTable &t, std::string name) : table_(t), name_(std::move(name)), held_(t.tryClaim(name_)) {}
    ~Claim() { if (held_) table_.release(name_); }
    Claim(const Claim &) = delete;
    Claim &operator=(const Claim &) = delete;
    explicit operator bool() const { return held_; }

private:
    ClaimTable &table_;
    std::string name_;
    bool held_;
};

} // namespace ingest
