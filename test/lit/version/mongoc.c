// RUN: %tocsin %s
// A filter that asks for what was read is the condition of the update.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct _bson_t bson_t;
typedef struct {
  char room[80];
} bson_iter_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
bson_t *bcon_new(void *unused, ...);
bool bson_iter_init_find(bson_iter_t *, const bson_t *, const char *);
int64_t bson_iter_int64(const bson_iter_t *);
bool mongoc_cursor_next(mongoc_cursor_t *, const bson_t **);
mongoc_cursor_t *mongoc_collection_find_with_opts(mongoc_collection_t *,
                                                  const bson_t *,
                                                  const bson_t *, const void *);
bool mongoc_collection_update_one(mongoc_collection_t *, const bson_t *,
                                  const bson_t *, const bson_t *, bson_t *,
                                  void *);

static int64_t stock_of(mongoc_collection_t *items, const bson_t *filter) {
  const bson_t *doc;
  bson_iter_t at;
  mongoc_cursor_t *found =
      mongoc_collection_find_with_opts(items, filter, NULL, NULL);
  if (mongoc_cursor_next(found, &doc) && bson_iter_init_find(&at, doc, "stock"))
    return bson_iter_int64(&at);
  return 0;
}

bool guilty(mongoc_collection_t *items, const char *id, int64_t n) {
  bson_t *filter = bcon_new(NULL, "_id", id, NULL);
  int64_t stock = stock_of(items, filter);
  bson_t *change = bcon_new(NULL, "$set", "{", "stock", stock - n, "}", NULL);
  return mongoc_collection_update_one( // EXPECT: unversioned-write
      items, filter, change, NULL, NULL, NULL);
}

bool corrected(mongoc_collection_t *items, const char *id, int64_t n) {
  bson_t *filter = bcon_new(NULL, "_id", id, NULL);
  int64_t stock = stock_of(items, filter);
  bson_t *same = bcon_new(NULL, "_id", id, "stock", stock, NULL);
  bson_t *change = bcon_new(NULL, "$set", "{", "stock", stock - n, "}", NULL);
  return mongoc_collection_update_one(items, same, change, NULL, NULL, NULL);
}

bool inside(mongoc_collection_t *items, const char *id, int64_t n) {
  bson_t *filter = bcon_new(NULL, "_id", id, NULL);
  bson_t *change = bcon_new(NULL, "$inc", "{", "stock", -n, "}", NULL);
  return mongoc_collection_update_one(items, filter, change, NULL, NULL, NULL);
}

bool noted(mongoc_collection_t *items, const char *id, int64_t n) {
  bson_t *filter = bcon_new(NULL, "_id", id, NULL);
  int64_t stock = stock_of(items, filter);
  bson_t *change = bcon_new(NULL, "$inc", "{", "stock", -n, "}", "$push", "{",
                            "seen", stock, "}", NULL);
  return mongoc_collection_update_one(items, filter, change, NULL, NULL, NULL);
}

bool set_as_well(mongoc_collection_t *items, const char *id, int64_t n) {
  bson_t *filter = bcon_new(NULL, "_id", id, NULL);
  int64_t stock = stock_of(items, filter);
  bson_t *change = bcon_new(NULL, "$inc", "{", "sold", n, "}", "$set", "{",
                            "stock", stock - n, "}", NULL);
  return mongoc_collection_update_one( // EXPECT: unversioned-write
      items, filter, change, NULL, NULL, NULL);
}
