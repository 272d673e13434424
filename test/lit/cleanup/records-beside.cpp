// RUN: %tocsin %s
// REQUIRES: stores
// The time stands in a record of its own, under the same name.
#include <cstdlib>
#include <leveldb/db.h>
#include <string>

static long stampOf(leveldb::DB *D, const std::string &Key) {
  std::string S;
  return D->Get(leveldb::ReadOptions(), Key, &S).ok() ? atol(S.c_str()) : 0;
}

void drop(leveldb::DB *D, const std::string &Name, long Now) {
  if (Now - stampOf(D, "made/" + Name) > 60)
    D->Delete(leveldb::WriteOptions(), "body/" + Name); // EXPECT: timestamp-cleanup
}

void dropOther(leveldb::DB *D, const std::string &Name, const std::string &Other,
               long Now) {
  if (Now - stampOf(D, "made/" + Other) > 60)
    D->Delete(leveldb::WriteOptions(), "body/" + Name);
}
