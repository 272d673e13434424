#pragma once
#include <leveldb/db.h>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

struct Plan {
    long seats = 0;
    long used = 0;
    std::string tier;

    std::string encode() const;
    static std::optional<Plan> decode(const std::string& raw);
};

class PlanStore {
public:
    explicit PlanStore(leveldb::DB* db) : db_(db) {}

    bool addSeats(const std::string& org, long n);
    bool takeSeat(const std::string& org);
    bool releaseSeat(const std::string& org);
    bool setTier(const std::string& org, const std::string& tier);
    bool provision(const std::string& org, const Plan& plan);
    std::optional<Plan> lookup(const std::string& org);

private:
    static std::string key(const std::string& org) { return "plan:" + org; }
    std::optional<Plan> load(const std::string& org);
    bool save(const std::string& org, const Plan& plan);

    std::unique_ptr<leveldb::DB> db_;
    std::mutex mu_;
};
