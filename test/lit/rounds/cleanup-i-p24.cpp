// RUN: %tocsin %s
// STD: c++20
// Warehouse robots reserve aisle cells in a shared key-value store; the dispatcher clears leftovers.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kv {

struct Record {
    std::string key;
    std::string value;
    std::int64_t modRevision = 0;
    std::int64_t lease = 0;
    std::int64_t createdAtMs = 0; // stamped by the store
};

struct TxnResult {
    bool succeeded = false;
    std::string error;
};

class Client {
public:
    virtual ~Client() = default;
    virtual std::vector<Record> range(std::string_view prefix) = 0;
    virtual std::int64_t serverTimeMs() = 0;
    virtual bool leaseAlive(std::int64_t lease) = 0;
    // deletes only while the key still has the given modification revision
    virtual TxnResult deleteIfRevision(const std::string& key, std::int64_t revision) = 0;
    virtual TxnResult putWithLease(const std::string& key, const std::string& value, std::int64_t lease) = 0;
};

} // namespace kv

namespace dispatch {

struct Report {
    int scanned = 0;
    int cleared = 0;
    int lost = 0;
};

class CellJanitor {
public:
    CellJanitor(kv::Client& kv, std::chrono::milliseconds maxHold) : kv_(kv), maxHold_(maxHold) {}

    bool reserve(int aisle, int cell, const std::string& robot, std::int64_t lease) {
        return kv_.putWithLease(keyFor(aisle, cell), robot, lease).succeeded;
    }

    Report clearLeftovers() {
        Report r;
        const std::int64_t now = kv_.serverTimeMs();
        for (const kv::Record& rec : kv_.range("cells/")) {
            ++r.scanned;
            if (now - rec.createdAtMs < maxHold_.count()) continue;
            if (rec.lease != 0 && kv_.leaseAlive(rec.lease)) continue;
            const kv::TxnResult res = kv_.deleteIfRevision(rec.key, rec.modRevision);
            if (res.succeeded) {
                ++r.cleared;
            } else if (res.error.empty()) {
                ++r.lost; // someone renewed it meanwhile
            } else {
                std::fprintf(stderr, "%s: %s\n", rec.key.c_str(), res.error.c_str());
            }
        }
        return r;
    }

private:
    static std::string keyFor(int aisle, int cell) {
        return "cells/" + std::to_string(aisle) + "/" + std::to_string(cell);
    }

    kv::Client& kv_;
    std::chrono::milliseconds maxHold_;
};

} // namespace dispatch

int runJanitor(kv::Client& client) {
    dispatch::CellJanitor janitor(client, std::chrono::minutes(3));
    const auto rep = janitor.clearLeftovers();
    std::printf("%d scanned, %d cleared, %d renewed\n", rep.scanned, rep.cleared, rep.lost);
    return rep.lost;
}
