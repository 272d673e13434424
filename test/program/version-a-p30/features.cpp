#include "kv_bucket.h"
#include <cstdio>
#include <cstdlib>

class FeatureService {
public:
    explicit FeatureService(KvBucket bucket) : bucket_(bucket) {}

    bool enableFor(const std::string& flag, const std::string& group) {
        return bucket_.mutate(key(flag), [&group](const std::string& v) {
            return v.find(group) == std::string::npos ? v + group + ";" : v;
        }) == NATS_OK;
    }

    bool raiseShare(const std::string& flag, int by) {
        KvEntry e;
        if (bucket_.get(shareKey(flag), e) != NATS_OK)
            return false;
        int share = std::atoi(e.value.c_str()) + by;
        if (share > 100)
            share = 100;
        const natsStatus s = bucket_.update(shareKey(flag), std::to_string(share), e.revision);
        if (s != NATS_OK)
            std::fprintf(stderr, "%s: %s\n", flag.c_str(), natsStatus_GetText(s));
        return s == NATS_OK;
    }

    bool save(const std::string& flag, const std::string& groups, std::uint64_t base_revision) {
        return bucket_.update(key(flag), groups, base_revision) == NATS_OK;
    }

    bool define(const std::string& flag) {
        KvEntry e;
        if (bucket_.get(key(flag), e) == NATS_OK)
            return false;
        return bucket_.create(key(flag), "") == NATS_OK;
    }

    bool snapshot(const std::string& flag) {
        KvEntry e;
        if (bucket_.get(key(flag), e) != NATS_OK)
            return false;
        return bucket_.put("backup." + flag, e.value) == NATS_OK;
    }

    bool heartbeat(const std::string& node, long now) {
        return bucket_.put("node." + node, std::to_string(now)) == NATS_OK;
    }

private:
    static std::string key(const std::string& flag) { return "flag." + flag; }
    static std::string shareKey(const std::string& flag) { return "share." + flag; }
    KvBucket bucket_;
};

int run(kvStore* kv, const char* flag) {
    FeatureService svc{KvBucket(kv)};
    if (svc.define(flag) && !svc.enableFor(flag, "staff"))
        return 1;
    if (!svc.raiseShare(flag, 10) || !svc.snapshot(flag))
        return 1;
    return svc.heartbeat("n1", 0) ? 0 : 1;
}
