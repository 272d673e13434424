// What the tests use of the client library of MongoDB.
#ifndef TEST_MONGOC_H
#define TEST_MONGOC_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  uint8_t room[128];
} bson_t;
typedef struct {
  uint8_t room[80];
} bson_iter_t;
typedef struct {
  char message[504];
} bson_error_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
typedef struct _mongoc_read_prefs_t mongoc_read_prefs_t;
typedef struct _mongoc_find_and_modify_opts_t mongoc_find_and_modify_opts_t;

bson_t *bcon_new(void *unused, ...);
#define BCON_NEW(...) bcon_new(NULL, __VA_ARGS__, NULL)
#define BCON_UTF8(s) (s)
#define BCON_INT64(n) (n)
#define BCON_BOOL(b) (b)
#define BCON_DOUBLE(d) (d)
void bson_destroy(bson_t *);
bool bson_iter_init_find(bson_iter_t *, const bson_t *, const char *key);
int64_t bson_iter_as_int64(const bson_iter_t *);
double bson_iter_as_double(const bson_iter_t *);
bool bson_iter_init(bson_iter_t *, const bson_t *);
bool bson_iter_find_descendant(bson_iter_t *, const char *dotted,
                               bson_iter_t *found);
#define BSON_ITER_HOLDS_UTF8(Iter) (bson_iter_type(Iter) == 2)
int bson_iter_type(const bson_iter_t *);
const char *bson_iter_utf8(const bson_iter_t *, uint32_t *length);
bool mongoc_cursor_next(mongoc_cursor_t *, const bson_t **);
void mongoc_cursor_destroy(mongoc_cursor_t *);
mongoc_cursor_t *mongoc_collection_find_with_opts(mongoc_collection_t *,
                                                  const bson_t *filter,
                                                  const bson_t *opts,
                                                  const mongoc_read_prefs_t *);
bool mongoc_collection_update_one(mongoc_collection_t *, const bson_t *selector,
                                  const bson_t *update, const bson_t *opts,
                                  bson_t *reply, bson_error_t *);
mongoc_find_and_modify_opts_t *mongoc_find_and_modify_opts_new(void);
bool mongoc_find_and_modify_opts_set_update(mongoc_find_and_modify_opts_t *,
                                            const bson_t *update);
void mongoc_find_and_modify_opts_destroy(mongoc_find_and_modify_opts_t *);
bool mongoc_collection_find_and_modify_with_opts(
    mongoc_collection_t *, const bson_t *query,
    const mongoc_find_and_modify_opts_t *, bson_t *reply, bson_error_t *);
#endif
