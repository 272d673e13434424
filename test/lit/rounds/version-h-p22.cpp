// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Profile service: MariaDB is the system of record, memcached in front of it.
#include <libmemcached/memcached.h>
#include <mysql/mysql.h>

#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace profile {

class Cache {
public:
    explicit Cache(memcached_st* mc) : mc_(mc) {}

    std::optional<std::string> get(const std::string& key)
    {
        size_t len = 0;
        uint32_t flags = 0;
        memcached_return_t rc;
        std::unique_ptr<char, decltype(&std::free)> v(
            memcached_get(mc_, key.data(), key.size(), &len, &flags, &rc), &std::free);
        if (rc != MEMCACHED_SUCCESS || !v)
            return std::nullopt;
        return std::string(v.get(), len);
    }
    void set(const std::string& key, const std::string& value, time_t ttl)
    {
        memcached_return_t rc =
            memcached_set(mc_, key.data(), key.size(), value.data(), value.size(), ttl, 0);
        if (rc != MEMCACHED_SUCCESS)
            std::cerr << "cache: " << memcached_strerror(mc_, rc) << '\n';
    }
    void drop(const std::string& key) { memcached_delete(mc_, key.data(), key.size(), 0); }
    void hit(const std::string& key)
    {
        uint64_t v = 0;
        memcached_increment_with_initial(mc_, key.data(), key.size(), 1, 1, 86400, &v);
    }

private:
    memcached_st* mc_;
};

class Profiles {
public:
    Profiles(Cache cache, MYSQL* db) : cache_(cache), db_(db) {}

    std::string displayName(long id)
    {
        const std::string key = "name:" + std::to_string(id);
        if (auto hit = cache_.get(key)) {
            cache_.hit("stat:name:hit");
            return *hit;
        }
        std::string name = query("SELECT display_name FROM profiles WHERE id = " + std::to_string(id));
        cache_.set(key, name, 600); // EXPECT-NOISE: unversioned-write
        return name;
    }

    // The request carries the complete new value.
    bool setDisplayName(long id, const std::string& name)
    {
        const std::string old = displayName(id);
        std::clog << "profile " << id << ": \"" << old << "\" -> \"" << name << "\"\n";
        if (!execute("UPDATE profiles SET display_name = '" + quote(name) +
                     "' WHERE id = " + std::to_string(id)))
            return false;
        cache_.drop("name:" + std::to_string(id));
        return true;
    }

    // Visitors counter: flushed from the counter service, never read back here.
    bool addVisits(long id, long n)
    {
        const long before = std::atol(
            query("SELECT visits FROM profiles WHERE id = " + std::to_string(id)).c_str());
        if (before == 0)
            std::clog << "first visit of " << id << '\n';
        return execute("UPDATE profiles SET visits = visits + " + std::to_string(n) +
                       " WHERE id = " + std::to_string(id));
    }

    // Template profile: fields go to another row.
    bool cloneTheme(long from, long to)
    {
        const std::string theme = query("SELECT theme FROM profiles WHERE id = " + std::to_string(from));
        if (theme.empty())
            return false;
        return execute("UPDATE profiles SET theme = '" + quote(theme + " (shared)") +
                       "' WHERE id = " + std::to_string(to));
    }

private:
    std::string quote(const std::string& s)
    {
        std::string out(s.size() * 2 + 1, '\0');
        out.resize(mysql_real_escape_string(db_, out.data(), s.data(), s.size()));
        return out;
    }
    bool execute(const std::string& sql)
    {
        if (mysql_real_query(db_, sql.data(), sql.size()) == 0)
            return true;
        std::cerr << mysql_error(db_) << '\n';
        return false;
    }
    std::string query(const std::string& sql)
    {
        std::string out;
        if (!execute(sql))
            return out;
        if (MYSQL_RES* res = mysql_store_result(db_)) {
            if (MYSQL_ROW row = mysql_fetch_row(res); row && row[0])
                out = row[0];
            mysql_free_result(res);
        }
        return out;
    }

    Cache cache_;
    MYSQL* db_;
};

} // namespace profile
