// RUN: %tocsin %s
// STD: gnu17
/*
 * loyalty_points.c - points ledger of the retail loyalty service.
 * One document per member in collection "members":
 *   { _id: "<member>", points: <int64>, tier: "<str>", rev: <int64> }
 */
#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTS_GOLD     5000
#define POINTS_PLATINUM 20000

struct member {
    char    id[64];
    int64_t points;
    char    tier[16];
    int64_t rev;
};

static const char *tier_for(int64_t points)
{
    if (points >= POINTS_PLATINUM)
        return "platinum";
    if (points >= POINTS_GOLD)
        return "gold";
    return "basic";
}

static int member_load(mongoc_collection_t *coll, const char *id, struct member *m)
{
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(id));
    mongoc_cursor_t *cur = mongoc_collection_find_with_opts(coll, filter, NULL, NULL);
    const bson_t *doc;
    bson_iter_t it;
    int rc = -1;

    memset(m, 0, sizeof *m);
    if (mongoc_cursor_next(cur, &doc)) {
        snprintf(m->id, sizeof m->id, "%s", id);
        if (bson_iter_init_find(&it, doc, "points"))
            m->points = bson_iter_as_int64(&it);
        if (bson_iter_init_find(&it, doc, "rev"))
            m->rev = bson_iter_as_int64(&it);
        if (bson_iter_init_find(&it, doc, "tier") && BSON_ITER_HOLDS_UTF8(&it))
            snprintf(m->tier, sizeof m->tier, "%s", bson_iter_utf8(&it, NULL));
        rc = 0;
    }
    mongoc_cursor_destroy(cur);
    bson_destroy(filter);
    return rc;
}

/* Called from the order pipeline when an order is shipped. */
int loyalty_credit_order(mongoc_collection_t *coll, const char *member_id, int64_t cents)
{
    struct member m;
    bson_error_t err;
    bson_t *filter, *update;
    bool done;

    if (member_load(coll, member_id, &m) != 0)
        return -1;

    m.points += cents / 100;
    if (strcmp(m.tier, "platinum") == 0)
        m.points += cents / 500;

    filter = BCON_NEW("_id", BCON_UTF8(m.id));
    update = BCON_NEW("$set", "{", "points", BCON_INT64(m.points),
                      "tier", BCON_UTF8(tier_for(m.points)), "}");
    done = mongoc_collection_update_one(coll, filter, update, NULL, NULL, &err); // EXPECT: unversioned-write
    if (!done)
        fprintf(stderr, "loyalty: credit %s: %s\n", m.id, err.message);
    bson_destroy(filter);
    bson_destroy(update);
    return done ? 0 : -1;
}

/* Called from the checkout: spend points, all or nothing. */
int loyalty_redeem(mongoc_collection_t *coll, const char *member_id, int64_t points)
{
    int attempt;

    for (attempt = 0; attempt < 5; attempt++) {
        struct member m;
        bson_error_t err;
        bson_t reply, *filter, *update;
        bson_iter_t it;
        int64_t matched = 0;

        if (member_load(coll, member_id, &m) != 0 || m.points < points)
            return -1;
        filter = BCON_NEW("_id", BCON_UTF8(m.id), "rev", BCON_INT64(m.rev));
        update = BCON_NEW("$set", "{", "points", BCON_INT64(m.points - points),
                          "rev", BCON_INT64(m.rev + 1), "}");
        if (mongoc_collection_update_one(coll, filter, update, NULL, &reply, &err) &&
            bson_iter_init_find(&it, &reply, "matchedCount"))
            matched = bson_iter_as_int64(&it);
        bson_destroy(&reply);
        bson_destroy(filter);
        bson_destroy(update);
        if (matched == 1)
            return 0;
    }
    return -1;
}

/* Marketing campaigns add a flat amount. */
int loyalty_bonus(mongoc_collection_t *coll, const char *member_id, int64_t points)
{
    bson_error_t err;
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(member_id));
    bson_t *update = BCON_NEW("$inc", "{", "points", BCON_INT64(points),
                              "rev", BCON_INT64(1), "}");
    bool done = mongoc_collection_update_one(coll, filter, update, NULL, NULL, &err);

    bson_destroy(filter);
    bson_destroy(update);
    return done ? 0 : -1;
}
