// STD: gnu17
/* Seat reservations for the ticket shop; show documents live in MongoDB. */
#include <stdio.h>
#include "mongoc_min.h"

struct show { int64_t seats_left; int64_t sold; int64_t rev; };

static int64_t field(const bson_t *doc, const char *name)
{
    bson_iter_t it;
    return bson_iter_init_find(&it, doc, name) ? bson_iter_as_int64(&it) : 0;
}

static int load_show(mongoc_collection_t *coll, const char *id, struct show *out)
{
    bson_t *filter = bson_new();
    const bson_t *doc;
    mongoc_cursor_t *cur;
    int found = 0;

    bson_append_utf8(filter, "_id", -1, id, -1);
    cur = mongoc_collection_find_with_opts(coll, filter, NULL, NULL);
    if (mongoc_cursor_next(cur, &doc)) {
        out->seats_left = field(doc, "seats_left");
        out->sold = field(doc, "sold");
        out->rev = field(doc, "rev");
        found = 1;
    }
    mongoc_cursor_destroy(cur);
    bson_destroy(filter);
    return found ? 0 : -1;
}

/* 1 = stored, 0 = somebody else changed the show, -1 = error */
static int replace_show(mongoc_collection_t *coll, const char *id, const struct show *s)
{
    bson_t *sel = bson_new(), *doc = bson_new();
    bson_t reply;
    bson_error_t err;
    int rc = -1;

    bson_append_utf8(sel, "_id", -1, id, -1);
    bson_append_int64(sel, "rev", -1, s->rev);
    bson_append_int64(doc, "seats_left", -1, s->seats_left);
    bson_append_int64(doc, "sold", -1, s->sold);
    bson_append_int64(doc, "rev", -1, s->rev + 1);
    if (mongoc_collection_replace_one(coll, sel, doc, NULL, &reply, &err))
        rc = field(&reply, "modifiedCount") == 1;
    else
        fprintf(stderr, "replace %s: %s\n", id, err.message);
    bson_destroy(&reply);
    bson_destroy(sel);
    bson_destroy(doc);
    return rc;
}

int show_sell(mongoc_collection_t *coll, const char *id, int seats)
{
    struct show s;
    int rc, tries;

    for (tries = 0; tries < 8; tries++) {
        if (load_show(coll, id, &s) != 0)
            return -1;
        if (s.seats_left < seats)
            return -2;
        s.seats_left -= seats;
        s.sold += seats;
        rc = replace_show(coll, id, &s);
        if (rc != 0)
            return rc > 0 ? 0 : -1;
    }
    return -3;
}

int show_count_view(mongoc_collection_t *coll, const char *id)
{
    bson_t *sel = bson_new(), *upd = bson_new();
    bson_t inc;
    struct show s;
    bson_error_t err;
    bool done;

    if (load_show(coll, id, &s) == 0)
        printf("show %s at rev %lld\n", id, (long long)s.rev);
    bson_append_utf8(sel, "_id", -1, id, -1);
    bson_init(&inc);
    bson_append_int32(&inc, "views", -1, 1);
    bson_append_document(upd, "$inc", -1, &inc);
    done = mongoc_collection_update_one(coll, sel, upd, NULL, NULL, &err);
    bson_destroy(sel);
    bson_destroy(upd);
    return done ? 0 : -1;
}

int show_next_ticket(mongoc_collection_t *coll, const char *id, int64_t *ticket)
{
    bson_t *query = bson_new(), *upd = bson_new();
    bson_t inc, reply;
    bson_error_t err;
    mongoc_find_and_modify_opts_t *opts = mongoc_find_and_modify_opts_new();
    bool done;

    bson_append_utf8(query, "_id", -1, id, -1);
    bson_init(&inc);
    bson_append_int32(&inc, "ticket_seq", -1, 1);
    bson_append_document(upd, "$inc", -1, &inc);
    mongoc_find_and_modify_opts_set_update(opts, upd);
    done = mongoc_collection_find_and_modify_with_opts(coll, query, opts, &reply, &err);
    if (done)
        *ticket = field(&reply, "ticket_seq");
    bson_destroy(&reply);
    mongoc_find_and_modify_opts_destroy(opts);
    bson_destroy(query);
    bson_destroy(upd);
    return done ? 0 : -1;
}
