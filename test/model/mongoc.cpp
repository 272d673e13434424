// PACKAGE: libmongoc-dev
// FLAGS: -I/usr/include/libmongoc-1.0 -I/usr/include/libbson-1.0
#include <mongoc/mongoc.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  mongoc_collection_find_with_opts(a, a, a, a); // MODEL: store.read
  mongoc_collection_replace_one(a, a, a, a, a, a); // MODEL: store.write
  mongoc_collection_save(a, a, a, a); // MODEL: store.write
  mongoc_collection_delete_one(a, a, a, a, a); // MODEL: store.delete
  mongoc_collection_find_and_modify(a, a, a, a, a, a, a, a, a, a); // MODEL: store.atomic
  mongoc_collection_find_and_modify_with_opts(a, a, a, a, a); // MODEL: store.atomic
}
