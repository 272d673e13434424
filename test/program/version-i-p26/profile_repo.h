#pragma once
#include <mongoc/mongoc.h>

#include <cstdint>
#include <memory>
#include <string>

namespace social {

struct BsonDel {
    void operator()(bson_t *b) const { bson_destroy(b); }
};
using Bson = std::unique_ptr<bson_t, BsonDel>;

class ProfileRepo {
public:
    explicit ProfileRepo(mongoc_collection_t *c) : coll_(c) {}

    // Null when there is no such profile.
    Bson load(const std::string &id);
    bool replace(const std::string &id, const bson_t *doc);
    bool replaceAt(const std::string &id, const bson_t *doc, int64_t rev);
    bool incFollowers(const std::string &id, int by);

private:
    mongoc_collection_t *coll_;
};

bool addBadge(ProfileRepo &repo, const std::string &id, const std::string &badge);
bool setMotto(ProfileRepo &repo, const std::string &id, const std::string &motto);
bool follow(ProfileRepo &repo, const std::string &who);

} // namespace social
