// STD: c++20
#include "roster.hpp"
#include <iostream>
#include <sstream>

using namespace Aws::S3::Model;

std::optional<RosterDoc> RosterStore::load(const std::string &team) const {
    GetObjectRequest req;
    req.SetBucket(bucket_);
    req.SetKey("rosters/" + team);
    auto out = s3_.GetObject(req);
    if (!out.IsSuccess())
        return std::nullopt;
    RosterDoc doc;
    doc.etag = out.GetResult().GetETag();
    for (std::string line; std::getline(out.GetResult().GetBody(), line);)
        doc.members.insert(line);
    return doc;
}

PutObjectRequest RosterStore::request(const std::string &team, const RosterDoc &doc) const {
    auto body = std::make_shared<std::stringstream>();
    for (const auto &m : doc.members)
        *body << m << '\n';
    PutObjectRequest req;
    req.SetBucket(bucket_);
    req.SetKey("rosters/" + team);
    req.SetContentType("text/plain");
    req.SetBody(body);
    return req;
}

bool RosterStore::create(const std::string &team) {
    PutObjectRequest req = request(team, {});
    req.SetIfNoneMatch("*");
    auto out = s3_.PutObject(req);
    return out.IsSuccess();
}
