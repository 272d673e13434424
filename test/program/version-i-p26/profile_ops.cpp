// STD: c++20
// OPTIONS: -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0
#include "profile_repo.h"

#include <cstdio>

namespace social {

static int64_t revOf(const bson_t *doc)
{
    bson_iter_t it;
    return bson_iter_init_find(&it, doc, "rev") ? bson_iter_as_int64(&it) : 0;
}

static std::string textOf(const bson_t *doc, const char *field)
{
    bson_iter_t it;
    if (bson_iter_init_find(&it, doc, field) && BSON_ITER_HOLDS_UTF8(&it))
        return bson_iter_utf8(&it, nullptr);
    return {};
}

bool addBadge(ProfileRepo &repo, const std::string &id, const std::string &badge)
{
    Bson doc = repo.load(id);
    if (!doc)
        return false;
    std::string badges = textOf(doc.get(), "badges");
    if (badges.find(badge) != std::string::npos)
        return true;
    badges += badges.empty() ? badge : "," + badge;

    Bson next(bson_new());
    bson_copy_to_excluding_noinit(doc.get(), next.get(), "badges", nullptr);
    BSON_APPEND_UTF8(next.get(), "badges", badges.c_str());
    return repo.replace(id, next.get()); // EXPECT: unversioned-write
}

bool setMotto(ProfileRepo &repo, const std::string &id, const std::string &motto)
{
    for (int i = 0; i < 3; ++i) {
        Bson doc = repo.load(id);
        if (!doc)
            return false;
        const int64_t rev = revOf(doc.get());
        Bson next(bson_new());
        bson_copy_to_excluding_noinit(doc.get(), next.get(), "motto", "rev", nullptr);
        BSON_APPEND_UTF8(next.get(), "motto", motto.c_str());
        BSON_APPEND_INT64(next.get(), "rev", rev + 1);
        if (repo.replaceAt(id, next.get(), rev))
            return true;
    }
    return false;
}

bool follow(ProfileRepo &repo, const std::string &who)
{
    Bson doc = repo.load(who);
    if (!doc)
        return false;
    std::printf("%s (%s) gets a follower\n", who.c_str(), textOf(doc.get(), "motto").c_str());
    return repo.incFollowers(who, 1);
}

} // namespace social
