// PACKAGE: libkyotocabinet-dev libtokyocabinet-dev
// FLAGS:
#include <kclangc.h>
#include <tchdb.h>
#include <tcbdb.h>
struct Any {
  template <class T> operator T() const;
};

void calls(Any a) {
  kcdbget(a, a, a, a); // MODEL: store.read
  tchdbget(a, a, a, a); // MODEL: store.read
  tchdbget2(a, a); // MODEL: store.read
  tcbdbget(a, a, a, a); // MODEL: store.read
  tcbdbget2(a, a); // MODEL: store.read
  kcdbset(a, a, a, a, a); // MODEL: store.write
  kcdbcas(a, a, a, a, a, a, a); // MODEL: store.write
  tchdbput(a, a, a, a, a); // MODEL: store.write
  tchdbput2(a, a, a); // MODEL: store.write
  tcbdbput(a, a, a, a, a); // MODEL: store.write
  tcbdbput2(a, a, a); // MODEL: store.write
  kcdbadd(a, a, a, a, a); // MODEL: store.create
  tchdbputkeep(a, a, a, a, a); // MODEL: store.create
  tchdbputkeep2(a, a, a); // MODEL: store.create
  kcdbremove(a, a, a); // MODEL: store.delete
  tchdbout(a, a, a); // MODEL: store.delete
  tchdbout2(a, a); // MODEL: store.delete
  kcdbappend(a, a, a, a, a); // MODEL: store.atomic
  kcdbincrint(a, a, a, a, a); // MODEL: store.atomic
  kcdbincrdouble(a, a, a, a, a); // MODEL: store.atomic
  kcdbaccept(a, a, a, a, a, a, a); // MODEL: store.atomic
  tchdbaddint(a, a, a, a); // MODEL: store.atomic
  tchdbadddouble(a, a, a, a); // MODEL: store.atomic
  tchdbputcat(a, a, a, a, a); // MODEL: store.atomic
  tchdbputcat2(a, a, a); // MODEL: store.atomic
  tchdbputproc(a, a, a, a, a, a, a); // MODEL: store.atomic
  kcdbbegintran(a, a); // MODEL: store.begin
  kcdbbegintrantry(a, a); // MODEL: store.begin
  tchdbtranbegin(a); // MODEL: store.begin
  tcbdbtranbegin(a); // MODEL: store.begin
  kcdbendtran(a, a); // MODEL: store.commit
  tchdbtrancommit(a); // MODEL: store.commit
  tcbdbtrancommit(a); // MODEL: store.commit
  tchdbtranabort(a); // MODEL: store.abort
  tcbdbtranabort(a); // MODEL: store.abort
}
