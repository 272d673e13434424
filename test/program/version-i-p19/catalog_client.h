#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace meta {

struct Placement {
    std::string shard;
    std::vector<std::string> replicas;
    std::string primary;
    uint64_t revision = 0;
};

enum class PutStatus { Done, RevisionMismatch, Fenced, Unavailable };

// Client of the placement catalogue; every call is one RPC to the catalogue quorum.
class CatalogClient {
public:
    virtual ~CatalogClient() = default;

    virtual std::optional<Placement> Load(const std::string &shard) = 0;
    virtual PutStatus Save(const Placement &p) = 0;
    // Refused with RevisionMismatch unless the stored record is still at `expected_revision`.
    virtual PutStatus SaveIf(const Placement &p, uint64_t expected_revision) = 0;
    // Refused with Fenced when a higher epoch has been seen.
    virtual PutStatus SaveFenced(const Placement &p, uint64_t epoch) = 0;
    virtual PutStatus Create(const Placement &p) = 0;
};

class LeaderSession {
public:
    virtual ~LeaderSession() = default;
    virtual bool is_leader() const = 0;
    virtual uint64_t epoch() const = 0;
};

} // namespace meta
