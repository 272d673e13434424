// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
// Only one may create the record, and nobody looks who it was.
#include <hiredis/hiredis.h>
#include <lmdb.h>

void run_alone(redisContext *c, const char *key, const char *me, void (*job)(void)) {
  redisReply *r = redisCommand(c, "SET %s %s NX PX 30000", key, me); // EXPECT: ignored-conflict
  freeReplyObject(r);
  job();
}

int run_if_alone(redisContext *c, const char *key, const char *me, void (*job)(void)) {
  redisReply *r = redisCommand(c, "SET %s %s NX PX 30000", key, me);
  int mine = r && r->type == REDIS_REPLY_STATUS;
  freeReplyObject(r);
  if (mine)
    job();
  return mine;
}

// Whoever fills a cache first: the value is the same.
void keep_answer(redisContext *c, const char *key, const char *answer) {
  redisReply *r = redisCommand(c, "GET %s", key);
  int there = r && r->type == REDIS_REPLY_STRING;
  freeReplyObject(r);
  if (!there)
    freeReplyObject(redisCommand(c, "SET %s %s NX EX 60", key, answer));
}

// A default that anybody may have put there.
void ensure_zero(redisContext *c, const char *key) {
  freeReplyObject(redisCommand(c, "SETNX %s 0", key));
}

int claim(MDB_txn *t, MDB_dbi dbi, MDB_val slot, MDB_val me) {
  mdb_put(t, dbi, &slot, &me, MDB_NOOVERWRITE); // EXPECT: ignored-conflict
  return mdb_txn_commit(t);
}

int claim_or_tell(MDB_txn *t, MDB_dbi dbi, MDB_val slot, MDB_val me) {
  int rc = mdb_put(t, dbi, &slot, &me, MDB_NOOVERWRITE);
  if (rc) {
    mdb_txn_abort(t);
    return rc;
  }
  return mdb_txn_commit(t);
}
