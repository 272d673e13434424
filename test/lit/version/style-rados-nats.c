// RUN: %tocsin %s
// REQUIRES: stores, rados
// STD: gnu17
#include <rados/librados.h>
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int obj_append_line(rados_ioctx_t io, const char *oid, const char *line) {
  char buf[4096];
  int n = rados_read(io, oid, buf, sizeof buf - 1, 0);
  if (n < 0) return n;
  buf[n] = 0;
  strncat(buf, line, sizeof buf - n - 1);
  return rados_write_full(io, oid, buf, strlen(buf)); // EXPECT: unversioned-write
}
int obj_append_ok(rados_ioctx_t io, const char *oid, const char *line) {
  char buf[4096];
  int n = rados_read(io, oid, buf, sizeof buf - 1, 0);
  if (n < 0) return n;
  uint64_t ver = rados_get_last_version(io);
  buf[n] = 0;
  strncat(buf, line, sizeof buf - n - 1);
  rados_write_op_t op = rados_create_write_op();
  rados_write_op_assert_version(op, ver);
  rados_write_op_write_full(op, buf, strlen(buf));
  int rc = rados_write_op_operate(op, io, oid, NULL, 0);
  rados_release_write_op(op);
  return rc;
}
natsStatus count(kvStore *kv, const char *key) {
  kvEntry *e = NULL; char t[32];
  natsStatus s = kvStore_Get(&e, kv, key);
  if (s != NATS_OK) return s;
  long n = atol(kvEntry_ValueString(e));
  snprintf(t, sizeof t, "%ld", n + 1);
  s = kvStore_UpdateString(NULL, kv, key, t, 0); // EXPECT: unversioned-write
  kvEntry_Destroy(e);
  return s;
}
natsStatus count_ok(kvStore *kv, const char *key) {
  kvEntry *e = NULL; char t[32];
  natsStatus s = kvStore_Get(&e, kv, key);
  if (s != NATS_OK) return s;
  snprintf(t, sizeof t, "%ld", atol(kvEntry_ValueString(e)) + 1);
  s = kvStore_UpdateString(NULL, kv, key, t, kvEntry_Revision(e));
  kvEntry_Destroy(e);
  return s;
}
