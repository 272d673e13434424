// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// service-directory: coordination tree upkeep
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>
#define THREADED
#include <zookeeper/zookeeper.h>

namespace svcdir {

class Children {
public:
    Children(zhandle_t *zh, const std::string &path)
    {
        String_vector v{};
        if (zoo_get_children(zh, path.c_str(), 0, &v) == ZOK) {
            for (int i = 0; i < v.count; ++i)
                names_.emplace_back(path + "/" + v.data[i]);
            deallocate_String_vector(&v);
        }
    }
    std::vector<std::string>::const_iterator begin() const { return names_.begin(); }
    std::vector<std::string>::const_iterator end() const { return names_.end(); }

private:
    std::vector<std::string> names_;
};

inline std::int64_t nowMillis()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

class TreeJanitor {
public:
    TreeJanitor(zhandle_t *zh, std::int64_t retainMs) : zh_(zh), retainMs_(retainMs) {}

    // /barriers/<name>: rendezvous nodes left by batch runs
    int sweepBarriers()
    {
        int removed = 0;
        const std::int64_t cutoff = nowMillis() - retainMs_;
        for (const auto &path : Children(zh_, "/barriers")) {
            Stat st;
            if (zoo_exists(zh_, path.c_str(), 0, &st) != ZOK)
                continue;
            if (st.ctime < cutoff) {
                int rc = zoo_delete(zh_, path.c_str(), -1); // EXPECT: timestamp-cleanup
                if (rc == ZOK)
                    ++removed;
                else
                    std::fprintf(stderr, "%s: %s\n", path.c_str(), zerror(rc));
            }
        }
        return removed;
    }

    // /tasks/<id>: owners write their progress into the node
    int sweepTasks()
    {
        int removed = 0;
        for (const auto &path : Children(zh_, "/tasks")) {
            Stat st;
            char buf[64];
            int len = sizeof buf;
            if (zoo_get(zh_, path.c_str(), 0, buf, &len, &st) != ZOK)
                continue;
            if (nowMillis() - st.mtime < retainMs_)
                continue;
            if (std::string(buf, len > 0 ? len : 0) != "done")
                continue;
            if (zoo_delete(zh_, path.c_str(), st.version) == ZOK)
                ++removed;
        }
        return removed;
    }

private:
    zhandle_t *zh_;
    std::int64_t retainMs_;
};

class Barrier {
public:
    Barrier(zhandle_t *zh, std::string name) : zh_(zh), path_("/barriers/" + std::move(name)) {}
    int raise() { return zoo_create(zh_, path_.c_str(), "", 0, &ZOO_OPEN_ACL_UNSAFE, 0, nullptr, 0); }
    bool raised() const
    {
        Stat st;
        return zoo_exists(zh_, path_.c_str(), 0, &st) == ZOK;
    }
    int lower() { return zoo_delete(zh_, path_.c_str(), -1); }

private:
    zhandle_t *zh_;
    std::string path_;
};

} // namespace svcdir
