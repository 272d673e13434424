/* Subset of libbson / libmongoc 1.23 used by the reservation service. */
#ifndef MONGOC_MIN_H
#define MONGOC_MIN_H
#include <stdbool.h>
#include <stdint.h>

typedef struct _bson_t { uint32_t flags; uint32_t len; uint8_t padding[120]; } bson_t;
typedef struct { uint32_t domain; uint32_t code; char message[504]; } bson_error_t;
typedef struct { const uint8_t *raw; uint32_t len; uint32_t off; uint8_t pad[64]; } bson_iter_t;
typedef struct _mongoc_collection_t mongoc_collection_t;
typedef struct _mongoc_cursor_t mongoc_cursor_t;
typedef struct _mongoc_read_prefs_t mongoc_read_prefs_t;
typedef struct _mongoc_find_and_modify_opts_t mongoc_find_and_modify_opts_t;

bson_t *bson_new(void);
void bson_init(bson_t *b);
void bson_destroy(bson_t *b);
bool bson_append_utf8(bson_t *b, const char *key, int klen, const char *v, int len);
bool bson_append_int32(bson_t *b, const char *key, int klen, int32_t v);
bool bson_append_int64(bson_t *b, const char *key, int klen, int64_t v);
bool bson_append_document(bson_t *b, const char *key, int klen, const bson_t *v);
bool bson_iter_init_find(bson_iter_t *it, const bson_t *b, const char *key);
int64_t bson_iter_as_int64(const bson_iter_t *it);

mongoc_cursor_t *mongoc_collection_find_with_opts(mongoc_collection_t *c, const bson_t *filter,
                                                  const bson_t *opts, const mongoc_read_prefs_t *rp);
bool mongoc_cursor_next(mongoc_cursor_t *cur, const bson_t **doc);
void mongoc_cursor_destroy(mongoc_cursor_t *cur);
bool mongoc_collection_update_one(mongoc_collection_t *c, const bson_t *sel, const bson_t *upd,
                                  const bson_t *opts, bson_t *reply, bson_error_t *err);
bool mongoc_collection_replace_one(mongoc_collection_t *c, const bson_t *sel, const bson_t *repl,
                                   const bson_t *opts, bson_t *reply, bson_error_t *err);
mongoc_find_and_modify_opts_t *mongoc_find_and_modify_opts_new(void);
bool mongoc_find_and_modify_opts_set_update(mongoc_find_and_modify_opts_t *o, const bson_t *u);
void mongoc_find_and_modify_opts_destroy(mongoc_find_and_modify_opts_t *o);
bool mongoc_collection_find_and_modify_with_opts(mongoc_collection_t *c, const bson_t *query,
                                                 const mongoc_find_and_modify_opts_t *o,
                                                 bson_t *reply, bson_error_t *err);
#endif
