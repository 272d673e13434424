#pragma once
#include <rocksdb/db.h>

#include <cstdint>
#include <memory>
#include <string>

#include "key_locks.h"

namespace telemetry {

struct DeviceState {
    uint64_t samples = 0;
    double mean = 0;
    double last = 0;
};

// Owns the database directory; nobody else gets at db_.
class DeviceStateStore {
public:
    static std::unique_ptr<DeviceStateStore> open(const std::string& dir);

    rocksdb::Status addSample(const std::string& device, double value);
    rocksdb::Status reset(const std::string& device);
    rocksdb::Status forget(const std::string& device);
    rocksdb::Status read(const std::string& device, DeviceState* out);

private:
    explicit DeviceStateStore(rocksdb::DB* db) : db_(db) {}
    static std::string keyOf(const std::string& device) { return "state:" + device; }
    rocksdb::Status loadLocked(const std::string& key, DeviceState* out);
    rocksdb::Status storeLocked(const std::string& key, const DeviceState& st);

    std::unique_ptr<rocksdb::DB> db_;
    KeyLocks locks_;
};

}  // namespace telemetry
