// STD: c++17
#include "workspace.h"

#include <postgresql/libpq-fe.h>
#include <cstdlib>

namespace devbox {

void PgResultFree::operator()(PGresult* r) const { PQclear(r); }

std::vector<Workspace> Catalog::list() {
    ResultPtr r(PQexec(pg_, "SELECT id, version, extract(epoch FROM now() - last_used)::bigint FROM workspaces"));
    std::vector<Workspace> out;
    if (PQresultStatus(r.get()) != PGRES_TUPLES_OK) return out;
    for (int i = 0; i < PQntuples(r.get()); ++i) {
        Workspace w;
        w.id = std::atoll(PQgetvalue(r.get(), i, 0));
        w.version = std::atoll(PQgetvalue(r.get(), i, 1));
        w.idle_seconds = std::atoll(PQgetvalue(r.get(), i, 2));
        out.push_back(w);
    }
    return out;
}

// Every use of a workspace increments its version.
bool Catalog::dropIfUnchanged(const Workspace& w) {
    const std::string id = std::to_string(w.id);
    const std::string version = std::to_string(w.version);
    const char* params[] = {id.c_str(), version.c_str()};
    ResultPtr r(PQexecParams(pg_, "DELETE FROM workspaces WHERE id = $1 AND version = $2", 2, nullptr, params,
                             nullptr, nullptr, 0));
    return PQresultStatus(r.get()) == PGRES_COMMAND_OK && std::atol(PQcmdTuples(r.get())) == 1;
}

long Catalog::expireReservations() {
    ResultPtr r(PQexec(pg_,
                       "DELETE FROM reservations "
                       "WHERE lease_expires < now() AND lease_owner IS NULL"));
    if (PQresultStatus(r.get()) != PGRES_COMMAND_OK) return -1;
    return std::atol(PQcmdTuples(r.get()));
}

}  // namespace devbox
