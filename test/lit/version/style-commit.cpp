// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <rocksdb/utilities/optimistic_transaction_db.h>
#include <rocksdb/utilities/transaction.h>
#include <hiredis/hiredis.h>
#include <memory>
#include <string>
class Inventory {
public:
  explicit Inventory(rocksdb::OptimisticTransactionDB *db) : db_(db) {}
  void restock(const std::string &sku, int n) {
    rocksdb::Transaction *t = db_->BeginTransaction(rocksdb::WriteOptions());
    std::string v;
    t->GetForUpdate(rocksdb::ReadOptions(), sku, &v);
    t->Put(sku, std::to_string(std::stoi(v) + n));
    t->Commit(); // EXPECT: ignored-conflict
    delete t;
  }
  bool restockOk(const std::string &sku, int n) {
    for (int i = 0; i < 5; ++i) {
      std::unique_ptr<rocksdb::Transaction> t(db_->BeginTransaction(rocksdb::WriteOptions()));
      std::string v;
      t->GetForUpdate(rocksdb::ReadOptions(), sku, &v);
      t->Put(sku, std::to_string(std::stoi(v) + n));
      if (t->Commit().ok()) return true;
    }
    return false;
  }
  void put(const std::string &sku, const std::string &v) { db_->Put(rocksdb::WriteOptions(), sku, v); }
private:
  rocksdb::OptimisticTransactionDB *db_;
};
static void drop(void *r) { if (r) freeReplyObject(r); }
int transfer(redisContext *c, const char *acct, long n) {
  drop(redisCommand(c, "WATCH acct:%s", acct));
  redisReply *r = (redisReply *)redisCommand(c, "GET acct:%s", acct);
  long cur = r && r->str ? atol(r->str) : 0;
  drop(r);
  drop(redisCommand(c, "MULTI"));
  drop(redisCommand(c, "SET acct:%s %ld", acct, cur - n));
  r = (redisReply *)redisCommand(c, "EXEC"); // EXPECT: ignored-conflict
  drop(r);
  return 0;
}
int transfer_ok(redisContext *c, const char *acct, long n) {
  for (;;) {
    drop(redisCommand(c, "WATCH acct:%s", acct));
    redisReply *r = (redisReply *)redisCommand(c, "GET acct:%s", acct);
    long cur = r && r->str ? atol(r->str) : 0;
    drop(r);
    drop(redisCommand(c, "MULTI"));
    drop(redisCommand(c, "SET acct:%s %ld", acct, cur - n));
    r = (redisReply *)redisCommand(c, "EXEC");
    bool done = r && r->type == REDIS_REPLY_ARRAY;
    drop(r);
    if (done) return 0;
  }
}
