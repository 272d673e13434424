#pragma once
#include "s3_min.hpp"
#include <mutex>
#include <optional>
#include <set>
#include <string>

struct RosterDoc {
    std::set<std::string> members;
    std::string etag;
};

class RosterStore {
public:
    RosterStore(Aws::S3::S3Client &c, std::string bucket) : s3_(c), bucket_(std::move(bucket)) {}

    std::optional<RosterDoc> load(const std::string &team) const;
    Aws::S3::Model::PutObjectRequest request(const std::string &team, const RosterDoc &doc) const;

    bool create(const std::string &team);
    bool addMember(const std::string &team, const std::string &who);
    bool removeMember(const std::string &team, const std::string &who);
    bool retireTeam(const std::string &team);
    bool publishSnapshot(const std::string &team);

private:
    Aws::S3::S3Client &s3_;
    std::string bucket_;
    std::mutex mu_;
};
