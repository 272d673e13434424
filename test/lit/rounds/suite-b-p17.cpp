// RUN: %tocsin %s
// STD: c++20
// p17: values with an index in a coordination service; which condition goes with the write varies.
#include <cstdint>
#include <string>

namespace etcd {
class Value {
public:
    const std::string& as_string() const;
    int64_t modified_index() const;
    int64_t created_index() const;
};
class Response {
public:
    bool is_ok() const;
    int error_code() const;
    const Value& value() const;
};
class SyncClient {
public:
    explicit SyncClient(const std::string& urls);
    Response get(const std::string& key);
    Response put(const std::string& key, const std::string& value);
    Response add(const std::string& key, const std::string& value);
    Response modify(const std::string& key, const std::string& value);
    Response modify_if(const std::string& key, const std::string& value, int64_t old_index);
    Response rm(const std::string& key);
    Response rm_if(const std::string& key, int64_t old_index);
};
} // namespace etcd

static std::string plus(const std::string& list, const std::string& item)
{
    return list.empty() ? item : list + "," + item;
}

// the index goes along
bool join_01(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    for (;;) {
        const auto r = kv.get(key);
        if (!r.is_ok())
            return false;
        if (kv.modify_if(key, plus(r.value().as_string(), me), r.value().modified_index()).is_ok())
            return true;
    }
}

// plain put
bool join_02(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    const auto r = kv.get(key);
    if (!r.is_ok())
        return false;
    return kv.put(key, plus(r.value().as_string(), me)).is_ok(); // EXPECT: unversioned-write
}

// the index is fetched once more
bool join_03(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    const auto r = kv.get(key);
    if (!r.is_ok())
        return false;
    const std::string text = plus(r.value().as_string(), me);
    const int64_t index = kv.get(key).value().modified_index();
    return kv.modify_if(key, text, index).is_ok(); // EXPECT: unversioned-write
}

// answer unused
void join_04(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    const auto r = kv.get(key);
    if (r.is_ok())
        kv.modify_if(key, plus(r.value().as_string(), me), r.value().modified_index()); // EXPECT: ignored-conflict
}

// second attempt
bool join_05(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    const auto r = kv.get(key);
    if (!r.is_ok())
        return false;
    const std::string text = plus(r.value().as_string(), me);
    if (kv.modify_if(key, text, r.value().modified_index()).is_ok())
        return true;
    return kv.put(key, text).is_ok(); // EXPECT: unversioned-write
}

// second attempt, everything once more
bool join_06(etcd::SyncClient& kv, const std::string& key, const std::string& me)
{
    auto r = kv.get(key);
    if (!r.is_ok())
        return false;
    if (kv.modify_if(key, plus(r.value().as_string(), me), r.value().modified_index()).is_ok())
        return true;
    r = kv.get(key);
    if (!r.is_ok())
        return false;
    return kv.modify_if(key, plus(r.value().as_string(), me), r.value().modified_index()).is_ok();
}

// a key of its own
bool join_07(etcd::SyncClient& kv, const std::string& group, const std::string& me)
{
    return kv.add(group + "/" + me, "1").is_ok();
}

// taking an empty entry away
bool sweep_01(etcd::SyncClient& kv, const std::string& key)
{
    const auto r = kv.get(key);
    if (!r.is_ok() || !r.value().as_string().empty())
        return false;
    return kv.rm(key).is_ok(); // EXPECT: unversioned-write
}

bool sweep_02(etcd::SyncClient& kv, const std::string& key)
{
    const auto r = kv.get(key);
    if (!r.is_ok() || !r.value().as_string().empty())
        return false;
    return kv.rm_if(key, r.value().modified_index()).is_ok();
}
