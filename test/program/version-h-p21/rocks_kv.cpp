// STD: c++20
#include "kv.h"

#include <rocksdb/db.h>

#include <stdexcept>

namespace meter {
namespace {

void check(const rocksdb::Status& s)
{
    if (!s.ok())
        throw std::runtime_error(s.ToString());
}

class RocksKeyValue final : public KeyValue {
public:
    explicit RocksKeyValue(const std::string& dir)
    {
        rocksdb::Options o;
        o.create_if_missing = true;
        rocksdb::DB* db = nullptr;
        check(rocksdb::DB::Open(o, dir, &db));
        db_.reset(db);
    }
    std::optional<std::string> get(const std::string& key) override
    {
        std::string v;
        rocksdb::Status s = db_->Get(rocksdb::ReadOptions(), key, &v);
        if (s.IsNotFound())
            return std::nullopt;
        check(s);
        return v;
    }
    void put(const std::string& key, const std::string& value) override
    {
        check(db_->Put(rocksdb::WriteOptions(), key, value));
    }
    void erase(const std::string& key) override
    {
        check(db_->Delete(rocksdb::WriteOptions(), key));
    }

private:
    std::unique_ptr<rocksdb::DB> db_;
};

} // namespace

std::unique_ptr<KeyValue> openRocks(const std::string& dir)
{
    return std::make_unique<RocksKeyValue>(dir);
}

} // namespace meter
