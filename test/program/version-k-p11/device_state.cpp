// STD: c++20
#include "device_state.h"

#include <cstring>

namespace telemetry {

using rocksdb::Status;

std::unique_ptr<DeviceStateStore> DeviceStateStore::open(const std::string& dir) {
    rocksdb::Options opt;
    opt.create_if_missing = true;
    rocksdb::DB* db = nullptr;
    if (!rocksdb::DB::Open(opt, dir, &db).ok()) return nullptr;
    return std::unique_ptr<DeviceStateStore>(new DeviceStateStore(db));
}

Status DeviceStateStore::loadLocked(const std::string& key, DeviceState* out) {
    std::string raw;
    Status s = db_->Get(rocksdb::ReadOptions(), key, &raw);
    if (s.IsNotFound()) {
        *out = DeviceState{};
        return Status::OK();
    }
    if (!s.ok()) return s;
    if (raw.size() != sizeof *out) return Status::Corruption(key);
    std::memcpy(out, raw.data(), raw.size());
    return s;
}

Status DeviceStateStore::storeLocked(const std::string& key, const DeviceState& st) {
    return db_->Put(rocksdb::WriteOptions(), key, rocksdb::Slice(reinterpret_cast<const char*>(&st), sizeof st));
}

Status DeviceStateStore::addSample(const std::string& device, double value) {
    const std::string key = keyOf(device);
    KeyLocks::Guard guard(locks_, key);
    DeviceState st;
    Status s = loadLocked(key, &st);
    if (!s.ok()) return s;
    st.samples++;
    st.mean += (value - st.mean) / static_cast<double>(st.samples);
    st.last = value;
    return storeLocked(key, st);
}

Status DeviceStateStore::reset(const std::string& device) {
    const std::string key = keyOf(device);
    KeyLocks::Guard guard(locks_, key);
    DeviceState st;
    Status s = loadLocked(key, &st);
    if (!s.ok()) return s;
    st.samples = 0;
    st.mean = st.last;
    return storeLocked(key, st);
}

Status DeviceStateStore::forget(const std::string& device) {
    const std::string key = keyOf(device);
    KeyLocks::Guard guard(locks_, key);
    return db_->Delete(rocksdb::WriteOptions(), key);
}

Status DeviceStateStore::read(const std::string& device, DeviceState* out) { return loadLocked(keyOf(device), out); }

}  // namespace telemetry
