// PACKAGE: libgdbm-dev
// FLAGS:
#include <gdbm.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  gdbm_open(a, a, a, a, a); // MODEL: store.begin
  gdbm_close(a); // MODEL: store.commit
  gdbm_fetch(a, a); // MODEL: store.read
  gdbm_exists(a, a); // MODEL: store.read
  gdbm_store(a, a, a, a); // MODEL: store.write
  gdbm_delete(a, a); // MODEL: store.delete
}
