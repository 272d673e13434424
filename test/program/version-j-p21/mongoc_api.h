/* Declarations of libmongoc / libbson 1.23 that the ticket back end uses. */
#ifndef MONGOC_API_H
#define MONGOC_API_H

#include <stdbool.h>
#include <stdint.h>

typedef struct _bson_t {
    uint32_t flags;
    uint32_t len;
    uint8_t padding[120];
} bson_t;

typedef struct {
    const uint8_t *raw;
    uint32_t len, off, type, key, d1, d2, d3, d4, next_off, err_off;
    uint8_t value[80];
} bson_iter_t;

typedef struct {
    uint32_t domain;
    uint32_t code;
    char message[504];
} bson_error_t;

typedef enum { BCON_TYPE_UTF8, BCON_TYPE_DOUBLE, BCON_TYPE_DOCUMENT, BCON_TYPE_ARRAY, BCON_TYPE_BIN,
               BCON_TYPE_UNDEFINED, BCON_TYPE_OID, BCON_TYPE_BOOL, BCON_TYPE_DATE_TIME, BCON_TYPE_NULL,
               BCON_TYPE_REGEX, BCON_TYPE_DBPOINTER, BCON_TYPE_CODE, BCON_TYPE_SYMBOL, BCON_TYPE_CODEWSCOPE,
               BCON_TYPE_INT32, BCON_TYPE_TIMESTAMP, BCON_TYPE_INT64 } bcon_type_t;

const char *bson_bcon_magic(void);
bson_t *bcon_new(void *unused, ...);
#define BCON_MAGIC bson_bcon_magic()
#define BCON_NEW(...) bcon_new(NULL, __VA_ARGS__, (void *)NULL)
#define BCON_UTF8(v) BCON_MAGIC, BCON_TYPE_UTF8, (const char *)(v)
#define BCON_INT32(v) BCON_MAGIC, BCON_TYPE_INT32, (int32_t)(v)
#define BCON_INT64(v) BCON_MAGIC, BCON_TYPE_INT64, (int64_t)(v)

void bson_destroy(bson_t *bson);
bool bson_iter_init_find(bson_iter_t *iter, const bson_t *bson, const char *key);
const char *bson_iter_utf8(const bson_iter_t *iter, uint32_t *length);
int32_t bson_iter_int32(const bson_iter_t *iter);
int64_t bson_iter_as_int64(const bson_iter_t *iter);

typedef struct _mongoc_client_t mongoc_client_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
typedef struct _mongoc_read_prefs_t mongoc_read_prefs_t;

void mongoc_init(void);
void mongoc_cleanup(void);
mongoc_client_t *mongoc_client_new(const char *uri_string);
void mongoc_client_destroy(mongoc_client_t *client);
mongoc_collection_t *mongoc_client_get_collection(mongoc_client_t *client, const char *db, const char *collection);
void mongoc_collection_destroy(mongoc_collection_t *collection);
mongoc_cursor_t *mongoc_collection_find_with_opts(mongoc_collection_t *collection, const bson_t *filter,
                                                  const bson_t *opts, const mongoc_read_prefs_t *read_prefs);
bool mongoc_collection_update_one(mongoc_collection_t *collection, const bson_t *selector, const bson_t *update,
                                  const bson_t *opts, bson_t *reply, bson_error_t *error);
bool mongoc_cursor_next(mongoc_cursor_t *cursor, const bson_t **bson);
bool mongoc_cursor_error(mongoc_cursor_t *cursor, bson_error_t *error);
void mongoc_cursor_destroy(mongoc_cursor_t *cursor);
void mongoc_log(int level, const char *domain, const char *format, ...);
#define MONGOC_WARNING(...) mongoc_log(2, "desk", __VA_ARGS__)

#endif
