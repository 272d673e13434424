#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct _zhandle zhandle_t;

namespace devbox {

struct PgResultFree { void operator()(PGresult* r) const; };
using ResultPtr = std::unique_ptr<PGresult, PgResultFree>;

struct Workspace {
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::int64_t idle_seconds = 0;
};

class Catalog {
public:
    explicit Catalog(PGconn* pg) : pg_(pg) {}

    std::vector<Workspace> list();
    bool dropIfUnchanged(const Workspace& w);
    long expireReservations();

private:
    PGconn* pg_;
};

class Presence {
public:
    explicit Presence(zhandle_t* zk) : zk_(zk) {}
    int dropAbandoned(const std::string& root, std::int64_t max_age_ms);

private:
    int dropOne(const std::string& path, std::int64_t max_age_ms);
    zhandle_t* zk_;
};

int sweep(Catalog& catalog, std::int64_t idle_limit);

}  // namespace devbox
