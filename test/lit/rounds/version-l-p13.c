// RUN: %tocsin %s
// STD: gnu17
/* Fleet manager: vehicle documents in MongoDB. */
#include <mongoc/mongoc.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MAX_TRIES 6

static int64_t reply_int(const bson_t *reply, const char *name)
{
    bson_iter_t it;
    return bson_iter_init_find(&it, reply, name) ? bson_iter_as_int64(&it) : 0;
}

static bool vehicle_load(mongoc_collection_t *c, const char *vin, int64_t *rev, int64_t *odo, double *wear)
{
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(vin));
    mongoc_cursor_t *cur = mongoc_collection_find_with_opts(c, filter, NULL, NULL);
    const bson_t *doc;
    bson_iter_t it;
    bool found = false;

    if (mongoc_cursor_next(cur, &doc)) {
        found = true;
        *rev = reply_int(doc, "rev");
        *odo = reply_int(doc, "odometer");
        *wear = bson_iter_init_find(&it, doc, "wear") ? bson_iter_as_double(&it) : 0.0;
    }
    mongoc_cursor_destroy(cur);
    bson_destroy(filter);
    return found;
}

static double wear_after(double wear, int64_t from, int64_t to, double load)
{
    return wear + (double)(to - from) * (0.002 + load * 0.0004);
}

/* 1 = stored, 0 = vehicle unknown or contended, -1 = error */
int vehicle_trip(mongoc_collection_t *c, const char *vin, int64_t km, double load)
{
    bson_error_t err;
    int tries;

    for (tries = 0; tries < MAX_TRIES; tries++) {
        int64_t rev, odo, hit;
        double wear;
        bson_t reply, *filter, *upd;
        bool sent;

        if (!vehicle_load(c, vin, &rev, &odo, &wear))
            return 0;
        wear = wear_after(wear, odo, odo + km, load);
        filter = BCON_NEW("_id", BCON_UTF8(vin), "rev", BCON_INT64(rev));
        upd = BCON_NEW("$set", "{", "odometer", BCON_INT64(odo + km), "wear", BCON_DOUBLE(wear),
                       "rev", BCON_INT64(rev + 1), "}");
        sent = mongoc_collection_update_one(c, filter, upd, NULL, &reply, &err);
        hit = sent ? reply_int(&reply, "matchedCount") : -1;
        bson_destroy(&reply);
        bson_destroy(filter);
        bson_destroy(upd);
        if (!sent) {
            fprintf(stderr, "trip %s: %s\n", vin, err.message);
            return -1;
        }
        if (hit == 1)
            return 1;
    }
    return 0;
}

int vehicle_refuel(mongoc_collection_t *c, const char *vin, double litres)
{
    int64_t rev, odo;
    double wear;
    bson_t *filter, *upd;
    bson_error_t err;
    bool sent;

    if (!vehicle_load(c, vin, &rev, &odo, &wear))
        return 0;
    if (wear > 0.9)
        fprintf(stderr, "%s: service due at %lld km\n", vin, (long long)odo);
    filter = BCON_NEW("_id", BCON_UTF8(vin));
    upd = BCON_NEW("$inc", "{", "fuel_total", BCON_DOUBLE(litres), "rev", BCON_INT64(1), "}",
                   "$push", "{", "fuel_log", "{", "km", BCON_INT64(odo), "l", BCON_DOUBLE(litres), "}", "}");
    sent = mongoc_collection_update_one(c, filter, upd, NULL, NULL, &err);
    bson_destroy(filter);
    bson_destroy(upd);
    return sent ? 1 : -1;
}

/* Reserves any idle vehicle for a driver. */
bool vehicle_reserve(mongoc_collection_t *c, const char *driver, char *vin, size_t cap)
{
    bson_t *query = BCON_NEW("state", BCON_UTF8("idle"));
    bson_t *upd = BCON_NEW("$set", "{", "state", BCON_UTF8("reserved"), "driver", BCON_UTF8(driver), "}",
                           "$inc", "{", "rev", BCON_INT64(1), "}");
    mongoc_find_and_modify_opts_t *opts = mongoc_find_and_modify_opts_new();
    bson_t reply;
    bson_error_t err;
    bson_iter_t it, id;
    bool got = false;

    mongoc_find_and_modify_opts_set_update(opts, upd);
    if (mongoc_collection_find_and_modify_with_opts(c, query, opts, &reply, &err) &&
        bson_iter_init(&it, &reply) && bson_iter_find_descendant(&it, "value._id", &id) &&
        BSON_ITER_HOLDS_UTF8(&id)) {
        snprintf(vin, cap, "%s", bson_iter_utf8(&id, NULL));
        got = true;
    }
    bson_destroy(&reply);
    mongoc_find_and_modify_opts_destroy(opts);
    bson_destroy(query);
    bson_destroy(upd);
    return got;
}
