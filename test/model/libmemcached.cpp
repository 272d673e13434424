// PACKAGE: libmemcached-dev
// FLAGS:
#include <libmemcached/memcached.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  memcached_result_value(a); // MODEL: pure
  memcached_result_cas(a); // MODEL: pure
  memcached_result_length(a); // MODEL: pure
  memcached_result_flags(a); // MODEL: pure
  memcached_result_key_value(a); // MODEL: pure
  memcached_result_key_length(a); // MODEL: pure
  memcached_success(a); // MODEL: pure
  memcached_failed(a); // MODEL: pure
  memcached_fatal(a); // MODEL: pure
  memcached_strerror(a, a); // MODEL: pure
  memcached_get(a, a, a, a, a, a); // MODEL: store.read
  memcached_get_by_key(a, a, a, a, a, a, a, a); // MODEL: store.read
  memcached_fetch_result(a, a, a); // MODEL: store.read
  memcached_exist(a, a, a); // MODEL: store.read
  memcached_set(a, a, a, a, a, a, a); // MODEL: store.write
  memcached_replace(a, a, a, a, a, a, a); // MODEL: store.write
  memcached_set_by_key(a, a, a, a, a, a, a, a, a); // MODEL: store.write
  memcached_replace_by_key(a, a, a, a, a, a, a, a, a); // MODEL: store.write
  memcached_cas(a, a, a, a, a, a, a, a); // MODEL: store.write
  memcached_cas_by_key(a, a, a, a, a, a, a, a, a, a); // MODEL: store.write
  memcached_mget(a, a, a, a); // MODEL: store.request
  memcached_mget_by_key(a, a, a, a, a, a); // MODEL: store.request
  memcached_add(a, a, a, a, a, a, a); // MODEL: store.create
  memcached_add_by_key(a, a, a, a, a, a, a, a, a); // MODEL: store.create
  memcached_delete(a, a, a, a); // MODEL: store.delete
  memcached_delete_by_key(a, a, a, a, a, a); // MODEL: store.delete
  memcached_append(a, a, a, a, a, a, a); // MODEL: store.atomic
  memcached_prepend(a, a, a, a, a, a, a); // MODEL: store.atomic
  memcached_increment(a, a, a, a, a); // MODEL: store.atomic
  memcached_decrement(a, a, a, a, a); // MODEL: store.atomic
  memcached_increment_with_initial(a, a, a, a, a, a, a); // MODEL: store.atomic
  memcached_decrement_with_initial(a, a, a, a, a, a, a); // MODEL: store.atomic
}
