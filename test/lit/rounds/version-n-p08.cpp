// RUN: %tocsin %s
// STD: c++20
// Warehouse service on PostgreSQL: article master data and stock levels.
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <optional>
#include <postgresql/libpq-fe.h>
#include <string>
#include <thread>
#include <vector>

namespace wh {

struct ResultDeleter {
    void operator()(PGresult *r) const { PQclear(r); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

class Session {
public:
    explicit Session(const char *dsn) : conn_(PQconnectdb(dsn)) {}
    ~Session() { PQfinish(conn_); }
    Session(const Session &) = delete;

    Result run(const std::string &sql, std::initializer_list<std::string> args = {}) {
        std::vector<const char *> raw;
        for (const auto &a : args) raw.push_back(a.c_str());
        return Result(PQexecParams(conn_, sql.c_str(), int(raw.size()), nullptr, raw.data(), nullptr, nullptr, 0));
    }
    bool ok(const Result &r) const {
        const auto st = PQresultStatus(r.get());
        return st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK;
    }

private:
    PGconn *conn_;
};

struct Article {
    std::string id;
    std::string name;
    std::string price;
    std::string version;
};

std::optional<Article> load(Session &s, const std::string &id) {
    const auto r = s.run("SELECT name, price, version FROM article WHERE id = $1", {id});
    if (!s.ok(r) || PQntuples(r.get()) != 1) return std::nullopt;
    return Article{id, PQgetvalue(r.get(), 0, 0), PQgetvalue(r.get(), 0, 1), PQgetvalue(r.get(), 0, 2)};
}

bool save_name(Session &s, const Article &a) {
    const auto r = s.run("UPDATE article SET name = $2, version = version + 1 WHERE id = $1 AND version = $3", // EXPECT: ignored-conflict
                         {a.id, a.name, a.version});
    return s.ok(r);
}

bool save_price(Session &s, const Article &a) {
    const auto r = s.run("UPDATE article SET price = $2, version = version + 1 WHERE id = $1 AND version = $3",
                         {a.id, a.price, a.version});
    return s.ok(r) && std::strcmp(PQcmdTuples(r.get()), "1") == 0;
}

std::optional<std::string> retire(Session &s, const Article &a) {
    const auto r = s.run("UPDATE article SET retired = true, version = version + 1 WHERE id = $1 AND version = $2 RETURNING version",
                         {a.id, a.version});
    if (!s.ok(r) || PQntuples(r.get()) == 0) return std::nullopt;
    return std::string(PQgetvalue(r.get(), 0, 0));
}

long to_long(const char *text) {
    long v = 0;
    std::from_chars(text, text + std::strlen(text), v);
    return v;
}

// Rounds the stock of an article down to whole cartons.
bool recount(Session &s, const std::string &article, long carton) {
    const std::string where = " WHERE article = '" + article + "'";
    const auto r = s.run("SELECT pieces FROM stock" + where);
    if (!s.ok(r) || PQntuples(r.get()) != 1) return false;
    const long pieces = to_long(PQgetvalue(r.get(), 0, 0));
    std::string sql = "UPDATE stock SET pieces = ";
    sql += std::to_string(pieces - pieces % carton);
    sql += where;
    return s.ok(s.run(sql)); // EXPECT: sql-lost-update
}

bool repack(Session &s, const std::string &article, long carton) {
    if (!s.ok(s.run("BEGIN"))) return false;
    const auto r = s.run("SELECT loose FROM stock WHERE article = $1 FOR UPDATE", {article});
    bool done = s.ok(r) && PQntuples(r.get()) == 1;
    if (done) {
        const long loose = to_long(PQgetvalue(r.get(), 0, 0));
        done = s.ok(s.run("UPDATE stock SET loose = $2 WHERE article = $1", {article, std::to_string(loose % carton)}));
    }
    return s.ok(s.run(done ? "COMMIT" : "ROLLBACK")) && done;
}

bool ship(Session &s, const std::string &article, long n) {
    const auto r = s.run("UPDATE stock SET pieces = pieces - $2::bigint WHERE article = $1 AND pieces >= $2::bigint",
                         {article, std::to_string(n)});
    return s.ok(r) && to_long(PQcmdTuples(r.get())) == 1;
}

} // namespace wh

int main(int argc, char **argv) {
    const char *dsn = argc > 1 ? argv[1] : "service=warehouse";
    std::jthread night([dsn] {
        wh::Session s(dsn);
        for (const char *art : {"4711", "4712"})
            if (!wh::recount(s, art, 12) || !wh::repack(s, art, 12)) std::cerr << art << ": not recounted\n";
    });
    wh::Session s(dsn);
    for (std::string id, name; std::cin >> id >> name;) {
        auto a = wh::load(s, id);
        if (!a || !wh::ship(s, id, 1)) continue;
        a->name = name;
        if (!wh::save_name(s, *a)) std::cerr << id << ": name not saved\n";
        if (!(a = wh::load(s, id))) continue;
        a->price += "0";
        if (!wh::save_price(s, *a)) std::cerr << id << ": changed by somebody else\n";
        if (name == "-" && (a = wh::load(s, id)) && !wh::retire(s, *a)) std::cerr << id << ": changed by somebody else\n";
    }
}
