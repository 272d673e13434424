// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Feature flag admin backend on a NATS key-value bucket.
#include <nats/nats.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace flags {

class Error : public std::runtime_error {
public:
    Error(const std::string& what, natsStatus s)
        : std::runtime_error(what + ": " + natsStatus_GetText(s)), status(s) {}
    natsStatus status;
};

class Entry {
public:
    static Entry get(kvStore* kv, const std::string& key)
    {
        kvEntry* raw = nullptr;
        natsStatus s = kvStore_Get(&raw, kv, key.c_str());
        if (s != NATS_OK)
            throw Error("get " + key, s);
        return Entry(raw);
    }
    std::string value() const { return kvEntry_ValueString(e_.get()); }
    uint64_t revision() const { return kvEntry_Revision(e_.get()); }

private:
    explicit Entry(kvEntry* e) : e_(e, kvEntry_Destroy) {}
    std::unique_ptr<kvEntry, void (*)(kvEntry*)> e_;
};

using Audience = std::set<std::string>;

Audience parse(const std::string& s)
{
    Audience a;
    std::istringstream in(s);
    for (std::string w; in >> w;)
        a.insert(w);
    return a;
}

std::string print(const Audience& a)
{
    std::string out;
    for (const auto& w : a)
        (out += w) += ' ';
    return out;
}

class FlagAdmin {
public:
    explicit FlagAdmin(kvStore* kv) : kv_(kv) {}

    uint64_t allow(const std::string& flag, const std::string& group)
    {
        for (int i = 0; i < 10; ++i) {
            Entry e = Entry::get(kv_, flag);
            Audience a = parse(e.value());
            a.insert(group);
            uint64_t rev = 0;
            const std::string text = print(a);
            natsStatus s = kvStore_UpdateString(&rev, kv_, flag.c_str(), text.c_str(), e.revision());
            if (s == NATS_OK)
                return rev;
        }
        throw Error("allow " + flag, NATS_ERR);
    }

    uint64_t deny(const std::string& flag, const std::string& group)
    {
        Audience a = parse(Entry::get(kv_, flag).value());
        if (a.erase(group) == 0)
            return 0;
        const std::string text = print(a);
        uint64_t rev = 0;
        // the update wants the revision of the key
        const uint64_t last = Entry::get(kv_, flag).revision();
        natsStatus s = kvStore_UpdateString(&rev, kv_, flag.c_str(), text.c_str(), last); // EXPECT: unversioned-write
        if (s != NATS_OK)
            throw Error("deny " + flag, s);
        return rev;
    }

    void renameGroup(const std::string& flag, const std::string& from, const std::string& to)
    {
        Audience a = parse(Entry::get(kv_, flag).value());
        if (a.erase(from) == 0)
            return;
        a.insert(to);
        natsStatus s = kvStore_PutString(nullptr, kv_, flag.c_str(), print(a).c_str()); // EXPECT: unversioned-write
        if (s != NATS_OK)
            throw Error("rename in " + flag, s);
    }

    void create(const std::string& flag)
    {
        uint64_t rev = 0;
        natsStatus s = kvStore_CreateString(&rev, kv_, flag.c_str(), "");
        if (s != NATS_OK)
            throw Error("create " + flag, s);
    }

private:
    kvStore* kv_;
};

} // namespace flags
