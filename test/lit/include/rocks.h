// The few names of RocksDB that tests use; declarations only.
#include <string>
namespace rocksdb {
struct Slice {
  Slice(const std::string &);
  Slice(const char *);
};
class Status {
public:
  bool ok() const;
  bool IsBusy() const;
};
struct ReadOptions {};
struct WriteOptions {};
class DB {
public:
  virtual ~DB();
  virtual Status Get(const ReadOptions &, const Slice &key, std::string *value);
  virtual Status Put(const WriteOptions &, const Slice &key,
                     const Slice &value);
  virtual Status Merge(const WriteOptions &, const Slice &key,
                       const Slice &value);
};
class Transaction {
public:
  virtual ~Transaction();
  virtual Status Get(const ReadOptions &, const Slice &key, std::string *value);
  virtual Status GetForUpdate(const ReadOptions &, const Slice &key,
                              std::string *value, bool exclusive = true);
  virtual Status Put(const Slice &key, const Slice &value);
  virtual void SetSnapshot();
  virtual Status Commit();
};
struct TransactionOptions {
  bool set_snapshot = false;
};
class TransactionDB : public DB {
public:
  virtual Transaction *
  BeginTransaction(const WriteOptions &,
                   const TransactionOptions & = TransactionOptions());
};
} // namespace rocksdb
