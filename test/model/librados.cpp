// PACKAGE: librados-dev
// FLAGS:
#include <rados/librados.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  rados_read(a, a, a, a, a); // MODEL: store.read
  rados_getxattr(a, a, a, a, a); // MODEL: store.read
  rados_stat(a, a, a, a); // MODEL: store.read
  rados_write(a, a, a, a, a); // MODEL: store.write
  rados_write_full(a, a, a, a); // MODEL: store.write
  rados_setxattr(a, a, a, a, a); // MODEL: store.write
  rados_write_op_operate(a, a, a, a, a); // MODEL: store.write
  rados_write_op_write_full(a, a, a); // MODEL: store.request
  rados_write_op_write(a, a, a, a); // MODEL: store.request
  rados_write_op_setxattr(a, a, a, a); // MODEL: store.request
  rados_write_op_assert_version(a, a); // MODEL: store.request
  rados_write_op_cmpext(a, a, a, a, a); // MODEL: store.request
  rados_write_op_cmpxattr(a, a, a, a, a); // MODEL: store.request
  rados_write_op_omap_cmp(a, a, a, a, a, a); // MODEL: store.request
  rados_write_op_omap_cmp2(a, a, a, a, a, a, a); // MODEL: store.request
  rados_write_op_create(a, a, a); // MODEL: store.request
  rados_remove(a, a); // MODEL: store.delete
  rados_append(a, a, a, a); // MODEL: store.atomic
  rados_exec(a, a, a, a, a, a, a, a); // MODEL: store.atomic
  rados_lock_exclusive(a, a, a, a, a, a, a); // MODEL: lock.acquire
  rados_unlock(a, a, a, a); // MODEL: lock.release
}
