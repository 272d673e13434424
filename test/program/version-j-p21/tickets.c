// STD: gnu17
/* Ticket system back end on MongoDB: tickets have a "rev" number that every
 * edit raises. */
#include "mongoc_api.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ticket {
    char id[32];
    char title[128];
    int32_t priority;
    int64_t rev;
};

enum edit_result { EDIT_DONE, EDIT_CONFLICT, EDIT_MISSING, EDIT_ERROR };

static enum edit_result ticket_load(mongoc_collection_t *coll, const char *id, struct ticket *t)
{
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(id));
    mongoc_cursor_t *cur = mongoc_collection_find_with_opts(coll, filter, NULL, NULL);
    const bson_t *doc;
    bson_iter_t it;
    bson_error_t err;
    enum edit_result res = EDIT_MISSING;

    memset(t, 0, sizeof *t);
    snprintf(t->id, sizeof t->id, "%s", id);
    if (mongoc_cursor_next(cur, &doc)) {
        if (bson_iter_init_find(&it, doc, "title"))
            snprintf(t->title, sizeof t->title, "%s", bson_iter_utf8(&it, NULL));
        if (bson_iter_init_find(&it, doc, "priority"))
            t->priority = bson_iter_int32(&it);
        if (bson_iter_init_find(&it, doc, "rev"))
            t->rev = bson_iter_as_int64(&it);
        res = EDIT_DONE;
    }
    if (mongoc_cursor_error(cur, &err)) {
        MONGOC_WARNING("load %s: %s", id, err.message);
        res = EDIT_ERROR;
    }
    mongoc_cursor_destroy(cur);
    bson_destroy(filter);
    return res;
}

static enum edit_result ticket_store(mongoc_collection_t *coll, const struct ticket *t)
{
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(t->id), "rev", BCON_INT64(t->rev));
    bson_t *update = BCON_NEW("$set", "{", "title", BCON_UTF8(t->title), "priority", BCON_INT32(t->priority), "rev",
                              BCON_INT64(t->rev + 1), "}");
    bson_t reply;
    bson_iter_t it;
    bson_error_t err;
    enum edit_result res = EDIT_ERROR;

    if (mongoc_collection_update_one(coll, filter, update, NULL, &reply, &err)) {
        if (bson_iter_init_find(&it, &reply, "matchedCount"))
            res = bson_iter_as_int64(&it) == 1 ? EDIT_DONE : EDIT_CONFLICT;
    } else {
        MONGOC_WARNING("store %s: %s", t->id, err.message);
    }
    bson_destroy(&reply);
    bson_destroy(update);
    bson_destroy(filter);
    return res;
}

enum edit_result ticket_escalate(mongoc_collection_t *coll, const char *id)
{
    struct ticket t;
    enum edit_result res;
    int tries = 0;

    do {
        res = ticket_load(coll, id, &t);
        if (res != EDIT_DONE)
            return res;
        if (t.priority >= 5)
            return EDIT_DONE;
        t.priority++;
        if (strncmp(t.title, "[ESC] ", 6) != 0) {
            char was[sizeof t.title];
            snprintf(was, sizeof was, "%s", t.title);
            snprintf(t.title, sizeof t.title, "[ESC] %.110s", was);
        }
        res = ticket_store(coll, &t);
    } while (res == EDIT_CONFLICT && ++tries < 8);
    return res;
}

bool ticket_count_view(mongoc_collection_t *coll, const char *id)
{
    bson_t *filter = BCON_NEW("_id", BCON_UTF8(id));
    bson_t *update = BCON_NEW("$inc", "{", "views", BCON_INT32(1), "}");
    bson_error_t err;
    bool ok = mongoc_collection_update_one(coll, filter, update, NULL, NULL, &err);

    bson_destroy(update);
    bson_destroy(filter);
    return ok;
}

int main(int argc, char **argv)
{
    mongoc_client_t *client;
    mongoc_collection_t *coll;
    enum edit_result res;

    if (argc < 3)
        return 2;
    mongoc_init();
    client = mongoc_client_new(argv[1]);
    if (!client)
        return 1;
    coll = mongoc_client_get_collection(client, "desk", "tickets");
    ticket_count_view(coll, argv[2]);
    res = ticket_escalate(coll, argv[2]);
    mongoc_collection_destroy(coll);
    mongoc_client_destroy(client);
    mongoc_cleanup();
    return res == EDIT_DONE ? 0 : 1;
}
