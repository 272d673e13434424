#pragma once
#include "catalog_client.h"

namespace meta {

class Rebalancer {
public:
    Rebalancer(CatalogClient &cat, LeaderSession &leader) : cat_(cat), leader_(leader) {}

    bool addReplica(const std::string &shard, const std::string &host);
    bool dropReplica(const std::string &shard, const std::string &host);
    bool promote(const std::string &shard, const std::string &host, const std::vector<std::string> &set);
    bool failover(const std::string &shard, const std::string &host, const std::vector<std::string> &set);
    bool seed(const std::string &shard, const std::string &host);

private:
    CatalogClient &cat_;
    LeaderSession &leader_;
};

} // namespace meta
