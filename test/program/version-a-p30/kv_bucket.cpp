#include "kv_bucket.h"

natsStatus KvBucket::get(const std::string& key, KvEntry& out) const {
    kvEntry* e = nullptr;
    const natsStatus s = kvStore_Get(&e, kv_, key.c_str());
    if (s != NATS_OK)
        return s;
    out.value.assign(static_cast<const char*>(kvEntry_Value(e)), static_cast<std::size_t>(kvEntry_ValueLen(e)));
    out.revision = kvEntry_Revision(e);
    kvEntry_Destroy(e);
    return NATS_OK;
}

natsStatus KvBucket::update(const std::string& key, const std::string& value, std::uint64_t last) {
    std::uint64_t rev = 0;
    return kvStore_UpdateString(&rev, kv_, key.c_str(), value.c_str(), last);
}

natsStatus KvBucket::create(const std::string& key, const std::string& value) {
    std::uint64_t rev = 0;
    return kvStore_CreateString(&rev, kv_, key.c_str(), value.c_str());
}

natsStatus KvBucket::put(const std::string& key, const std::string& value) {
    std::uint64_t rev = 0;
    return kvStore_PutString(&rev, kv_, key.c_str(), value.c_str());
}

natsStatus KvBucket::mutate(const std::string& key, const std::function<std::string(const std::string&)>& fn, int attempts) {
    natsStatus s = NATS_ERR;
    for (int i = 0; i < attempts; ++i) {
        KvEntry cur;
        s = get(key, cur);
        if (s == NATS_NOT_FOUND) {
            s = create(key, fn(""));
        } else if (s == NATS_OK) {
            s = update(key, fn(cur.value), cur.revision);
        } else {
            return s;
        }
        if (s == NATS_OK)
            return s;
    }
    return s;
}
