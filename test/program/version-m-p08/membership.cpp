// STD: c++20
#include "roster.hpp"
#include <iostream>
#include <sstream>

using namespace Aws::S3::Model;

bool RosterStore::addMember(const std::string &team, const std::string &who) {
    std::lock_guard<std::mutex> g(mu_);
    auto doc = load(team);
    if (!doc)
        return false;
    if (!doc->members.insert(who).second)
        return true;
    auto out = s3_.PutObject(request(team, *doc)); // EXPECT-MISS: unversioned-write
    if (!out.IsSuccess())
        std::cerr << "add " << who << ": " << out.GetError().GetMessage() << '\n';
    return out.IsSuccess();
}

bool RosterStore::removeMember(const std::string &team, const std::string &who) {
    for (int attempt = 0; attempt < 5; ++attempt) {
        auto doc = load(team);
        if (!doc)
            return false;
        if (doc->members.erase(who) == 0)
            return true;
        auto req = request(team, *doc);
        req.SetIfMatch(doc->etag);
        auto out = s3_.PutObject(req);
        if (out.IsSuccess())
            return true;
        if (out.GetError().GetResponseCode() != 412)
            return false;
    }
    return false;
}

bool RosterStore::retireTeam(const std::string &team) {
    auto doc = load(team);
    if (!doc)
        return false;
    std::set<std::string> left;
    for (const auto &m : doc->members)
        left.insert("former:" + m);
    doc->members.swap(left);
    auto req = request(team, *doc);
    req.SetIfMatch(doc->etag);
    s3_.PutObject(req); // EXPECT: ignored-conflict
    std::clog << "team " << team << " retired\n";
    return true;
}

// the web site reads the snapshots only
bool RosterStore::publishSnapshot(const std::string &team) {
    auto doc = load(team);
    if (!doc)
        return false;
    auto body = std::make_shared<std::stringstream>();
    *body << doc->members.size() << " members\n";
    PutObjectRequest req;
    req.SetBucket(bucket_);
    req.SetKey("site/" + team + ".txt");
    req.SetBody(body);
    return s3_.PutObject(req).IsSuccess();
}
