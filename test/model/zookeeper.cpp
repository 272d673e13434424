// PACKAGE: libzookeeper-mt-dev
// FLAGS: -DTHREADED
#include <zookeeper/zookeeper.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  zoo_get(a, a, a, a, a, a); // MODEL: store.read
  zoo_wget(a, a, a, a, a, a, a); // MODEL: store.read
  zoo_exists(a, a, a, a); // MODEL: store.read
  zoo_wexists(a, a, a, a, a); // MODEL: store.read
  zoo_get_acl(a, a, a, a); // MODEL: store.read
  zoo_aget(a, a, a, a, a); // MODEL: store.read
  zoo_awget(a, a, a, a, a, a); // MODEL: store.read
  zoo_aexists(a, a, a, a, a); // MODEL: store.read
  zoo_set(a, a, a, a, a); // MODEL: store.write
  zoo_set2(a, a, a, a, a, a); // MODEL: store.write
  zoo_aset(a, a, a, a, a, a, a); // MODEL: store.write
  zoo_set_acl(a, a, a, a); // MODEL: store.write
  zoo_set_op_init(a, a, a, a, a, a); // MODEL: store.write
  zoo_delete(a, a, a); // MODEL: store.delete
  zoo_adelete(a, a, a, a, a); // MODEL: store.delete
  zoo_delete_op_init(a, a, a); // MODEL: store.delete
  zoo_check_op_init(a, a, a); // MODEL: store.pin
  zoo_create(a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_create2(a, a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_create_ttl(a, a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_create2_ttl(a, a, a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_acreate(a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_acreate2(a, a, a, a, a, a, a, a); // MODEL: store.create
  zoo_multi(a, a, a, a); // MODEL: store.commit
}
