// PACKAGE: libnats-dev
// FLAGS:
#include <nats/nats.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  kvEntry_Value(a); // MODEL: pure
  kvEntry_ValueString(a); // MODEL: pure
  kvEntry_ValueLen(a); // MODEL: pure
  kvEntry_Revision(a); // MODEL: pure
  kvEntry_Key(a); // MODEL: pure
  kvEntry_Created(a); // MODEL: pure
  kvEntry_Delta(a); // MODEL: pure
  kvEntry_Destroy(a); // MODEL: output
  kvStore_Get(a, a, a); // MODEL: store.read
  kvStore_Put(a, a, a, a, a); // MODEL: store.write
  kvStore_PutString(a, a, a, a); // MODEL: store.write
  kvStore_Update(a, a, a, a, a, a); // MODEL: store.write
  kvStore_UpdateString(a, a, a, a, a); // MODEL: store.write
  kvStore_Create(a, a, a, a, a); // MODEL: store.create
  kvStore_CreateString(a, a, a, a); // MODEL: store.create
  kvStore_Delete(a, a); // MODEL: store.delete
  kvStore_Purge(a, a, a); // MODEL: store.delete
}
