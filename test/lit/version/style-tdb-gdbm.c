// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <sys/types.h>
#include <tdb.h>
#include <gdbm.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
static TDB_DATA str(const char *s) { TDB_DATA d = {(unsigned char *)s, strlen(s)}; return d; }
int uses_add(struct tdb_context *t, const char *name) {
  TDB_DATA v = tdb_fetch(t, str(name));
  int n = 0; char buf[16];
  if (v.dptr) { n = atoi((char *)v.dptr); free(v.dptr); }
  snprintf(buf, sizeof buf, "%d", n + 1);
  return tdb_store(t, str(name), str(buf), TDB_REPLACE); // EXPECT: unversioned-write
}
int uses_add_ok(struct tdb_context *t, const char *name) {
  if (tdb_chainlock(t, str(name)) != 0) return -1;
  TDB_DATA v = tdb_fetch(t, str(name));
  int n = 0; char buf[16];
  if (v.dptr) { n = atoi((char *)v.dptr); free(v.dptr); }
  snprintf(buf, sizeof buf, "%d", n + 1);
  int rc = tdb_store(t, str(name), str(buf), TDB_REPLACE);
  tdb_chainunlock(t, str(name));
  return rc;
}
int uses_add_tx(struct tdb_context *t, const char *name) {
  if (tdb_transaction_start(t) != 0) return -1;
  TDB_DATA v = tdb_fetch(t, str(name));
  int n = 0; char buf[16];
  if (v.dptr) { n = atoi((char *)v.dptr); free(v.dptr); }
  snprintf(buf, sizeof buf, "%d", n + 1);
  if (tdb_store(t, str(name), str(buf), TDB_REPLACE) != 0) { tdb_transaction_cancel(t); return -1; }
  return tdb_transaction_commit(t);
}
int note_append(GDBM_FILE f, const char *who, const char *line) {
  datum k = {(char *)who, (int)strlen(who)};
  datum old = gdbm_fetch(f, k);
  size_t n = old.dptr ? (size_t)old.dsize : 0;
  char *buf = malloc(n + strlen(line) + 1);
  if (!buf) { free(old.dptr); return -1; }
  if (n) memcpy(buf, old.dptr, n);
  memcpy(buf + n, line, strlen(line) + 1);
  datum v = {buf, (int)(n + strlen(line) + 1)};
  int rc = gdbm_store(f, k, v, GDBM_REPLACE); // EXPECT: unversioned-write
  free(buf); free(old.dptr);
  return rc;
}
int note_new(GDBM_FILE f, const char *who, const char *line) {
  datum k = {(char *)who, (int)strlen(who)}, v = {(char *)line, (int)strlen(line) + 1};
  return gdbm_store(f, k, v, GDBM_INSERT);
}
