/* The part of libmongoc 1.23 / libbson used here. */
#ifndef MONGOC_CLIENT_H
#define MONGOC_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct _bson_t { uint32_t flags; uint32_t len; uint8_t padding[120]; } bson_t;
typedef struct { const uint8_t *raw; uint32_t len, off, type, key; uint8_t padding[56]; } bson_iter_t;
typedef struct { uint32_t domain; uint32_t code; char message[504]; } bson_error_t;
typedef enum { BSON_TYPE_UTF8 = 0x02, BSON_TYPE_DOCUMENT = 0x03 } bson_type_t;
typedef enum { BCON_TYPE_UTF8, BCON_TYPE_INT64 } bcon_type_t;

typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
typedef struct _mongoc_read_prefs_t mongoc_read_prefs_t;
typedef struct _mongoc_find_and_modify_opts_t mongoc_find_and_modify_opts_t;

const char *bson_bcon_magic(void);
bson_t *bcon_new(void *unused, ...) __attribute__((sentinel));
#define BCON_MAGIC bson_bcon_magic()
#define BCON_NEW(...) bcon_new(NULL, __VA_ARGS__, (void *)NULL)
#define BCON_UTF8(v) BCON_MAGIC, BCON_TYPE_UTF8, (const char *)(v)
#define BCON_INT64(v) BCON_MAGIC, BCON_TYPE_INT64, (int64_t)(v)

void bson_destroy(bson_t *bson);
bool bson_init_static(bson_t *b, const uint8_t *data, size_t length);
bool bson_iter_init_find(bson_iter_t *iter, const bson_t *bson, const char *key);
bson_type_t bson_iter_type(const bson_iter_t *iter);
const char *bson_iter_utf8(const bson_iter_t *iter, uint32_t *length);
int64_t bson_iter_as_int64(const bson_iter_t *iter);
void bson_iter_document(const bson_iter_t *iter, uint32_t *len, const uint8_t **document);
#define BSON_ITER_HOLDS_UTF8(i) (bson_iter_type((i)) == BSON_TYPE_UTF8)
#define BSON_ITER_HOLDS_DOCUMENT(i) (bson_iter_type((i)) == BSON_TYPE_DOCUMENT)

mongoc_cursor_t *mongoc_collection_find_with_opts(mongoc_collection_t *collection,
						  const bson_t *filter, const bson_t *opts,
						  const mongoc_read_prefs_t *read_prefs);
bool mongoc_cursor_next(mongoc_cursor_t *cursor, const bson_t **bson);
bool mongoc_cursor_error(mongoc_cursor_t *cursor, bson_error_t *error);
void mongoc_cursor_destroy(mongoc_cursor_t *cursor);
bool mongoc_collection_update_one(mongoc_collection_t *collection, const bson_t *selector,
				  const bson_t *update, const bson_t *opts, bson_t *reply,
				  bson_error_t *error);
mongoc_find_and_modify_opts_t *mongoc_find_and_modify_opts_new(void);
bool mongoc_find_and_modify_opts_set_update(mongoc_find_and_modify_opts_t *opts,
					    const bson_t *update);
void mongoc_find_and_modify_opts_destroy(mongoc_find_and_modify_opts_t *opts);
bool mongoc_collection_find_and_modify_with_opts(mongoc_collection_t *collection,
						 const bson_t *query,
						 const mongoc_find_and_modify_opts_t *opts,
						 bson_t *reply, bson_error_t *error);
#endif
