// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Feature flag roll-out controller on top of a NATS key-value bucket.
#include <nats/nats.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

namespace rollout {

struct EntryDeleter {
    void operator()(kvEntry* e) const { kvEntry_Destroy(e); }
};
using EntryPtr = std::unique_ptr<kvEntry, EntryDeleter>;

struct Flag {
    int percent = 0;
    bool frozen = false;

    static Flag parse(const char* s) {
        Flag f;
        char* end = nullptr;
        f.percent = static_cast<int>(std::strtol(s, &end, 10));
        f.frozen = end && *end == '!';
        return f;
    }
    std::string text() const { return std::to_string(percent) + (frozen ? "!" : ""); }
};

class FlagBucket {
public:
    explicit FlagBucket(kvStore* kv) : kv_(kv) {}

    natsStatus raise(const char* name, int step) {
        EntryPtr e = load(name);
        if (!e) return NATS_NOT_FOUND;
        Flag f = Flag::parse(kvEntry_ValueString(e.get()));
        if (f.frozen) return NATS_ILLEGAL_STATE;
        f.percent = std::min(100, f.percent + step);
        const std::string next = f.text();

        uint64_t rev = 0;
        natsStatus s = kvStore_UpdateString(&rev, kv_, name, next.c_str(), kvEntry_Revision(e.get()));
        if (s != NATS_OK)
            s = kvStore_PutString(&rev, kv_, name, next.c_str()); // EXPECT: unversioned-write
        return s;
    }

    natsStatus freeze(const char* name) {
        natsStatus s = NATS_ERR;
        for (int i = 0; i < 6 && s != NATS_OK; ++i) {
            EntryPtr e = load(name);
            if (!e) return kvStore_CreateString(nullptr, kv_, name, "0!");
            Flag f = Flag::parse(kvEntry_ValueString(e.get()));
            f.frozen = true;
            s = kvStore_UpdateString(nullptr, kv_, name, f.text().c_str(), kvEntry_Revision(e.get()));
        }
        return s;
    }

    natsStatus rollback(const char* name, int step) {
        EntryPtr e = load(name);
        if (!e) return NATS_NOT_FOUND;
        const uint64_t seen = kvEntry_Revision(e.get());
        Flag f = Flag::parse(kvEntry_ValueString(e.get()));
        f.percent = std::max(0, f.percent - step);
        const std::string next = f.text();
        natsStatus s;
        uint64_t against = seen;
        do {
            s = kvStore_UpdateString(nullptr, kv_, name, next.c_str(), against); // EXPECT: unversioned-write
            if (s == NATS_OK) break;
            EntryPtr now = load(name);
            if (!now) return NATS_NOT_FOUND;
            against = kvEntry_Revision(now.get());
        } while (s != NATS_CONNECTION_CLOSED);
        return s;
    }

    // Emergency stop from the operator console.
    natsStatus kill(const char* name) { return kvStore_PutString(nullptr, kv_, name, "0!"); }

private:
    EntryPtr load(const char* name) {
        kvEntry* raw = nullptr;
        if (kvStore_Get(&raw, kv_, name) != NATS_OK) return nullptr;
        return EntryPtr(raw);
    }

    kvStore* kv_;
};

}  // namespace rollout
