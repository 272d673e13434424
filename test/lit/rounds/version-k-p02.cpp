// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Shard allocator of the search frontend. Several allocator processes may be up during a rollout.
#define THREADED
#include <zookeeper/zookeeper.h>

#include <algorithm>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace search {

class ZkError : public std::runtime_error {
public:
    ZkError(int rc, const std::string& what) : std::runtime_error(what + ": " + zerror(rc)), rc_(rc) {}
    int code() const { return rc_; }

private:
    int rc_;
};

class Session {
public:
    explicit Session(zhandle_t* zh) : zh_(zh) {}

    std::string get(const std::string& path, Stat* stat = nullptr) {
        std::string buf(64 * 1024, '\0');
        int len = static_cast<int>(buf.size());
        Stat local{};
        int rc = zoo_get(zh_, path.c_str(), 0, buf.data(), &len, stat ? stat : &local);
        if (rc != ZOK) throw ZkError(rc, "get " + path);
        buf.resize(len > 0 ? len : 0);
        return buf;
    }

    void set(const std::string& path, const std::string& data, int version = -1) {
        int rc = zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
        if (rc != ZOK) throw ZkError(rc, "set " + path);
    }

    bool trySet(const std::string& path, const std::string& data, int version) {
        int rc = zoo_set(zh_, path.c_str(), data.data(), static_cast<int>(data.size()), version);
        if (rc == ZBADVERSION) return false;
        if (rc != ZOK) throw ZkError(rc, "set " + path);
        return true;
    }

    int remove(const std::string& path, int version = -1) { return zoo_delete(zh_, path.c_str(), version); }

private:
    zhandle_t* zh_;
};

class ShardAllocator {
public:
    ShardAllocator(Session& zk, std::string root, std::string self)
        : zk_(zk), root_(std::move(root)), self_(std::move(self)) {}

    void assign(const std::string& index, int shard) {
        std::lock_guard<std::mutex> guard(mutex_);
        auto shards = parse(zk_.get(ownerPath(index)));
        if (std::find(shards.begin(), shards.end(), shard) != shards.end()) return;
        shards.push_back(shard);
        std::sort(shards.begin(), shards.end());
        zk_.set(ownerPath(index), format(shards)); // EXPECT: unversioned-write
    }

    bool release(const std::string& index, int shard) {
        for (int attempt = 0; attempt < 8; ++attempt) {
            Stat stat{};
            auto shards = parse(zk_.get(ownerPath(index), &stat));
            auto it = std::find(shards.begin(), shards.end(), shard);
            if (it == shards.end()) return true;
            shards.erase(it);
            if (zk_.trySet(ownerPath(index), format(shards), stat.version)) return true;
        }
        return false;
    }

    // Give the claim on an index back when this process is drained.
    bool dropClaim(const std::string& index) {
        const std::string path = root_ + "/claims/" + index;
        if (zk_.get(path) != self_) return false;
        int rc = zk_.remove(path); // EXPECT: unversioned-write
        return rc == ZOK || rc == ZNONODE;
    }

    void publishAddress(const std::string& address) { zk_.set(root_ + "/nodes/" + self_, address); }

private:
    std::string ownerPath(const std::string& index) const { return root_ + "/owners/" + index; }

    static std::vector<int> parse(const std::string& text) {
        std::vector<int> out;
        std::istringstream in(text);
        for (int s; in >> s;) out.push_back(s);
        return out;
    }

    static std::string format(const std::vector<int>& shards) {
        std::ostringstream os;
        for (int s : shards) os << s << ' ';
        return os.str();
    }

    Session& zk_;
    std::string root_;
    std::string self_;
    std::mutex mutex_;
};

}  // namespace search

int main() {
    zhandle_t* zh = zookeeper_init("zk1:2181,zk2:2181", nullptr, 10000, nullptr, nullptr, 0);
    if (!zh) return 1;
    search::Session session(zh);
    search::ShardAllocator alloc(session, "/search", "fe-17");
    alloc.publishAddress("10.0.0.17:9200");
    alloc.assign("products", 3);
    alloc.release("products", 2);
    alloc.dropClaim("products");
    return zookeeper_close(zh) == ZOK ? 0 : 1;
}
