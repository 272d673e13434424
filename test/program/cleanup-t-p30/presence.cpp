// STD: c++17
#define THREADED
#include <zookeeper/zookeeper.h>
#include "workspace.h"

#include <chrono>

namespace devbox {

namespace {

std::int64_t wallMs() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

class Children {
public:
    Children(zhandle_t* zk, const std::string& root) { rc_ = zoo_get_children(zk, root.c_str(), 0, &v_); }
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;
    ~Children() { deallocate_String_vector(&v_); }
    int rc() const { return rc_; }
    char** begin() const { return v_.data; }
    char** end() const { return v_.data + v_.count; }
private:
    String_vector v_{};
    int rc_ = ZOK;
};

}  // namespace

int Presence::dropOne(const std::string& path, std::int64_t max_age_ms) {
    struct Stat st {};
    if (zoo_exists(zk_, path.c_str(), 0, &st) != ZOK) return 0;
    if (st.ephemeralOwner != 0) return 0;
    if (wallMs() - st.mtime <= max_age_ms) return 0;
    return zoo_delete(zk_, path.c_str(), st.version) == ZOK ? 1 : 0;
}

int Presence::dropAbandoned(const std::string& root, std::int64_t max_age_ms) {
    Children kids(zk_, root);
    if (kids.rc() != ZOK) return -1;
    int n = 0;
    for (const char* name : kids) n += dropOne(root + "/" + name, max_age_ms);
    return n;
}

}  // namespace devbox
