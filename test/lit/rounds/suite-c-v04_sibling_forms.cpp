// RUN: %tocsin %s
// STD: c++20
// A remote key-value client with a plain and a conditional write.
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

struct Record { std::string value; long rev = 0; };

class Conflict : public std::runtime_error { using runtime_error::runtime_error; };

// Shared by every node of the cluster.
class KvClient {
public:
    virtual ~KvClient() = default;
    virtual std::optional<Record> Load(const std::string &key) = 0;
    virtual void LoadAsync(const std::string &key, std::function<void(Record)> done) = 0;
    virtual void Save(const std::string &key, const std::string &value) = 0;
    virtual bool SaveIf(const std::string &key, const std::string &value, long expected_rev) = 0;
    virtual bool Insert(const std::string &key, const std::string &value) = 0;
};

static std::string bumped(const std::string &v) { return std::to_string(std::stol(v) + 1); }

bool plain(KvClient &kv, const std::string &key)
{
    auto rec = kv.Load(key);
    if (!rec)
        return kv.Insert(key, "1");
    kv.Save(key, bumped(rec->value)); // EXPECT: unversioned-write
    return true;
}

bool conditional(KvClient &kv, const std::string &key)
{
    auto rec = kv.Load(key);
    return rec && kv.SaveIf(key, bumped(rec->value), rec->rev);
}

bool outcome_dropped(KvClient &kv, const std::string &key)
{
    if (auto rec = kv.Load(key)) {
        kv.SaveIf(key, bumped(rec->value), rec->rev); // EXPECT: ignored-conflict
        return true;
    }
    return false;
}

bool outcome_in_variable(KvClient &kv, const std::string &key)
{
    auto rec = kv.Load(key);
    if (!rec)
        return false;
    const bool stored = kv.SaveIf(key, bumped(rec->value), rec->rev);
    if (!stored)
        throw Conflict(key);
    return stored;
}

void forced_on_conflict(KvClient &kv, const std::string &key)
{
    auto rec = kv.Load(key);
    if (!rec)
        return;
    const std::string next = bumped(rec->value);
    if (!kv.SaveIf(key, next, rec->rev))
        kv.Save(key, next); // EXPECT: unversioned-write
}

bool loop_reloads(KvClient &kv, const std::string &key)
{
    for (int i = 0; i < 5; ++i) {
        auto rec = kv.Load(key);
        if (!rec)
            return false;
        if (kv.SaveIf(key, bumped(rec->value), rec->rev))
            return true;
    }
    return false;
}

bool loop_reloads_rev_only(KvClient &kv, const std::string &key)
{
    auto rec = kv.Load(key);
    if (!rec)
        return false;
    const std::string next = bumped(rec->value);
    long rev = rec->rev;
    while (!kv.SaveIf(key, next, rev)) { // EXPECT: unversioned-write
        auto again = kv.Load(key);
        if (!again)
            return false;
        rev = again->rev;
    }
    return true;
}

void continuation(KvClient &kv, const std::string &key)
{
    kv.LoadAsync(key, [&kv, key](Record r) {
        kv.Save(key, bumped(r.value)); // EXPECT-MISS: unversioned-write
    });
}

void continuation_conditional(KvClient &kv, const std::string &key, std::function<void(bool)> done)
{
    kv.LoadAsync(key, [&kv, key, done](Record r) {
        done(kv.SaveIf(key, bumped(r.value), r.rev));
    });
}

template <class F>
void modify(KvClient &kv, const std::string &key, F change)
{
    Record r = kv.Load(key).value_or(Record{"0", 0});
    kv.Save(key, change(r.value)); // EXPECT: unversioned-write
}

void template_user(KvClient &kv) { modify(kv, "jobs/total", bumped); }

void overwrite(KvClient &kv, const std::string &key, const std::string &text) { kv.Save(key, text); }

bool fill_on_miss(KvClient &kv, const std::string &key, const std::string &text)
{
    return kv.Load(key) || kv.Insert(key, text);
}

void copy_elsewhere(KvClient &kv, const std::string &key)
{
    if (auto rec = kv.Load(key))
        kv.Save("backup/" + key, rec->value);
}
