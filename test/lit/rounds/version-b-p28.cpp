// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <libmemcached/memcached.h>

struct Entry {
    std::string value;
    uint64_t cas = 0;
};

class ShadowCache {
public:
    explicit ShadowCache(memcached_st* mc) : mc_(mc)
    {
        memcached_behavior_set(mc_, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
    }

    bool create(const std::string& device)
    {
        const std::string k = key(device);
        memcached_return_t rc = memcached_add(mc_, k.data(), k.size(), "{}", 2, 0, 0);
        return rc == MEMCACHED_SUCCESS;
    }

    bool merge(const std::string& device, const std::string& patch)
    {
        const std::string k = key(device);
        for (int i = 0; i < 6; ++i) {
            auto e = fetch(k);
            if (!e)
                return false;
            std::string next = apply(e->value, patch);
            memcached_return_t rc = memcached_cas(mc_, k.data(), k.size(), next.data(), next.size(), 0, 0, e->cas);
            if (rc == MEMCACHED_SUCCESS)
                return true;
            if (rc != MEMCACHED_DATA_EXISTS)
                return false;
        }
        return false;
    }

    bool mergeOnce(const std::string& device, const std::string& patch)
    {
        const std::string k = key(device);
        auto e = fetch(k);
        if (!e)
            return false;
        std::string next = apply(e->value, patch);
        memcached_return_t rc = memcached_cas(mc_, k.data(), k.size(), next.data(), next.size(), 0, 0, e->cas);
        if (rc == MEMCACHED_DATA_EXISTS)
            rc = memcached_set(mc_, k.data(), k.size(), next.data(), next.size(), 0, 0); // EXPECT: unversioned-write
        return rc == MEMCACHED_SUCCESS;
    }

    bool mergeLarge(const std::string& device, const std::string& patch)
    {
        const std::string k = key(device);
        auto before = fetch(k);
        if (!before)
            return false;
        std::string next = apply(before->value, patch);
        auto now = fetch(k);
        if (!now)
            return false;
        memcached_return_t rc = memcached_cas(mc_, k.data(), k.size(), next.data(), next.size(), 0, 0, now->cas); // EXPECT: unversioned-write
        return rc == MEMCACHED_SUCCESS;
    }

private:
    static std::string key(const std::string& device) { return "shadow:" + device; }

    static std::string apply(const std::string& doc, const std::string& patch)
    {
        std::string out = doc;
        if (!out.empty() && out.back() == '}')
            out.pop_back();
        return out + (out.size() > 1 ? "," : "") + patch + "}";
    }

    std::optional<Entry> fetch(const std::string& k)
    {
        const char* keys[] = {k.data()};
        size_t lens[] = {k.size()};
        memcached_return_t rc = memcached_mget(mc_, keys, lens, 1);
        if (rc != MEMCACHED_SUCCESS)
            return std::nullopt;
        std::optional<Entry> out;
        while (memcached_result_st* r = memcached_fetch_result(mc_, nullptr, &rc)) {
            out = Entry{std::string(memcached_result_value(r), memcached_result_length(r)), memcached_result_cas(r)};
            memcached_result_free(r);
        }
        return out;
    }

    memcached_st* mc_;
};
