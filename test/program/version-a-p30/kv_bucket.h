#pragma once
#include <nats/nats.h>
#include <cstdint>
#include <functional>
#include <string>

struct KvEntry {
    std::string value;
    std::uint64_t revision = 0;
};

class KvBucket {
public:
    explicit KvBucket(kvStore* kv) : kv_(kv) {}

    natsStatus get(const std::string& key, KvEntry& out) const;
    natsStatus update(const std::string& key, const std::string& value, std::uint64_t last);
    natsStatus create(const std::string& key, const std::string& value);
    natsStatus put(const std::string& key, const std::string& value);

    // Read, transform and conditionally store until it sticks or attempts run out.
    natsStatus mutate(const std::string& key, const std::function<std::string(const std::string&)>& fn, int attempts = 8);

private:
    kvStore* kv_;
};
