// PACKAGE: libmongoc-dev
// FLAGS: -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0
#include <mongoc/mongoc.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  mongoc_collection_find_with_opts(a, a, a, a); // MODEL: store.read
  mongoc_collection_find(a, a, a, a, a, a, a, a); // MODEL: store.read
  mongoc_collection_replace_one(a, a, a, a, a, a); // MODEL: store.write
  mongoc_collection_update_one(a, a, a, a, a, a); // MODEL: store.write
  mongoc_collection_update_many(a, a, a, a, a, a); // MODEL: store.write
  mongoc_collection_update(a, a, a, a, a, a); // MODEL: store.write
  mongoc_collection_save(a, a, a, a); // MODEL: store.write
  mongoc_collection_insert_one(a, a, a, a, a); // MODEL: store.create
  mongoc_collection_delete_one(a, a, a, a, a); // MODEL: store.delete
  mongoc_collection_find_and_modify(a, a, a, a, a, a, a, a, a, a); // MODEL: store.atomic
  mongoc_collection_find_and_modify_with_opts(a, a, a, a, a); // MODEL: store.atomic
  mongoc_client_session_start_transaction(a, a, a); // MODEL: store.begin
  mongoc_client_session_commit_transaction(a, a, a); // MODEL: store.commit
  mongoc_client_session_abort_transaction(a, a); // MODEL: store.abort
  bcon_new(nullptr, "n", nullptr); // MODEL: pure
  bson_bcon_magic(); // MODEL: pure
  bson_bcone_magic(); // MODEL: pure
  bcon_ensure_const_char_ptr(a); // MODEL: pure
  bcon_ensure_double(a); // MODEL: pure
  bcon_ensure_const_bson_ptr(a); // MODEL: pure
  bcon_ensure_const_oid_ptr(a); // MODEL: pure
  bcon_ensure_int32(a); // MODEL: pure
  bcon_ensure_int64(a); // MODEL: pure
  bcon_ensure_bool(a); // MODEL: pure
  bcon_ensure_uint32(a); // MODEL: pure
  bcon_ensure_const_uint8_ptr(a); // MODEL: pure
  bcon_ensure_const_decimal128_ptr(a); // MODEL: pure
  bson_new_from_json(a, a, a); // MODEL: pure
  bson_append_int32(a, a, a, a); // MODEL: append
  bson_append_int64(a, a, a, a); // MODEL: append
  bson_append_double(a, a, a, a); // MODEL: append
  bson_append_utf8(a, a, a, a, a); // MODEL: append
  bson_append_oid(a, a, a, a); // MODEL: append
  bson_append_bool(a, a, a, a); // MODEL: append
  bson_append_date_time(a, a, a, a); // MODEL: append
  bson_append_document(a, a, a, a); // MODEL: append
  bson_copy(a); // MODEL: pure
  bson_copy_to(a, a); // MODEL: fill
  bson_copy_to_excluding(a, a, a); // MODEL: fill
  bson_copy_to_excluding_noinit(a, a, a); // MODEL: fill
  va_list l;
  bson_copy_to_excluding_noinit_va(a, a, a, l); // MODEL: fill
  bson_concat(a, a); // MODEL: append
  mongoc_cursor_next(a, a); // MODEL: fill
  bson_iter_init_find(a, a, a); // MODEL: fill
  bson_iter_init(a, a); // MODEL: fill
  bson_iter_int32(a); // MODEL: pure
  bson_iter_int64(a); // MODEL: pure
  bson_iter_double(a); // MODEL: pure
  bson_iter_utf8(a, a); // MODEL: pure
  bson_iter_bool(a); // MODEL: pure
  bson_iter_as_int64(a); // MODEL: pure
  bson_iter_as_double(a); // MODEL: pure
  bson_iter_oid(a); // MODEL: pure
  bson_iter_date_time(a); // MODEL: pure
  bson_destroy(a); // MODEL: output
  mongoc_cursor_destroy(a); // MODEL: output
}
