// RUN: %tocsin %s
// Records of one process: threads write them.
#include "rocks.h"
#include <memory>
#include <pthread.h>
#include <string>
using namespace rocksdb;

class Counters {
public:
  void guilty(const std::string &name) {
    std::string old;
    db->Get(ReadOptions(), name, &old);
    db->Put(WriteOptions(), name, std::to_string(std::stoi(old) + 1)); // EXPECT: unversioned-write
  }
  void locked(const std::string &name) {
    pthread_mutex_lock(&mutex);
    std::string old;
    db->Get(ReadOptions(), name, &old);
    db->Put(WriteOptions(), name, std::to_string(std::stoi(old) + 1));
    pthread_mutex_unlock(&mutex);
  }
  void merged(const std::string &name) {
    db->Merge(WriteOptions(), name, "1");
  }

private:
  DB *db;
  pthread_mutex_t mutex;
};

bool weak(TransactionDB *db, const std::string &name) {
  std::unique_ptr<Transaction> txn(db->BeginTransaction(WriteOptions()));
  std::string old;
  txn->Get(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1)); // EXPECT: unversioned-write
  return txn->Commit().ok();
}

bool strong(TransactionDB *db, const std::string &name) {
  std::unique_ptr<Transaction> txn(db->BeginTransaction(WriteOptions()));
  std::string old;
  txn->GetForUpdate(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1));
  return txn->Commit().ok();
}

bool pinned(TransactionDB *db, const std::string &name) {
  std::unique_ptr<Transaction> txn(db->BeginTransaction(WriteOptions()));
  txn->SetSnapshot();
  std::string old;
  txn->Get(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1));
  return txn->Commit().ok();
}

bool pinnedByOption(TransactionDB *db, const std::string &name) {
  TransactionOptions options;
  options.set_snapshot = true;
  std::unique_ptr<Transaction> txn(
      db->BeginTransaction(WriteOptions(), options));
  std::string old;
  txn->Get(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1));
  return txn->Commit().ok();
}

bool notPinned(TransactionDB *db, const std::string &name) {
  TransactionOptions options;
  options.set_snapshot = false;
  std::unique_ptr<Transaction> txn(
      db->BeginTransaction(WriteOptions(), options));
  std::string old;
  txn->Get(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1)); // EXPECT: unversioned-write
  return txn->Commit().ok();
}

void uncommitted(TransactionDB *db, const std::string &name) {
  std::unique_ptr<Transaction> txn(db->BeginTransaction(WriteOptions()));
  std::string old;
  txn->GetForUpdate(ReadOptions(), name, &old);
  txn->Put(name, std::to_string(std::stoi(old) + 1));
  txn->Commit(); // EXPECT: ignored-conflict
}
