// STD: c++20
// OPTIONS: -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0
#include "profile_repo.h"

namespace social {

Bson ProfileRepo::load(const std::string &id)
{
    Bson filter(BCON_NEW("_id", BCON_UTF8(id.c_str())));
    mongoc_cursor_t *cur = mongoc_collection_find_with_opts(coll_, filter.get(), nullptr, nullptr);
    const bson_t *doc = nullptr;
    Bson out;
    if (mongoc_cursor_next(cur, &doc))
        out.reset(bson_copy(doc));
    mongoc_cursor_destroy(cur);
    return out;
}

bool ProfileRepo::replace(const std::string &id, const bson_t *doc)
{
    bson_error_t err;
    Bson filter(BCON_NEW("_id", BCON_UTF8(id.c_str())));
    return mongoc_collection_replace_one(coll_, filter.get(), doc, nullptr, nullptr, &err);
}

bool ProfileRepo::replaceAt(const std::string &id, const bson_t *doc, int64_t rev)
{
    bson_error_t err;
    bson_t reply;
    bson_iter_t it;
    Bson filter(BCON_NEW("_id", BCON_UTF8(id.c_str()), "rev", BCON_INT64(rev)));
    bool sent = mongoc_collection_replace_one(coll_, filter.get(), doc, nullptr, &reply, &err);
    bool matched = sent && bson_iter_init_find(&it, &reply, "matchedCount") && bson_iter_as_int64(&it) == 1;
    bson_destroy(&reply);
    return matched;
}

bool ProfileRepo::incFollowers(const std::string &id, int by)
{
    bson_error_t err;
    Bson filter(BCON_NEW("_id", BCON_UTF8(id.c_str())));
    Bson upd(BCON_NEW("$inc", "{", "followers", BCON_INT32(by), "}"));
    return mongoc_collection_update_one(coll_, filter.get(), upd.get(), nullptr, nullptr, &err);
}

} // namespace social
