// STD: c++20
#include "zk_session.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

namespace coord {

static std::vector<std::string> split(const std::string& s)
{
    std::vector<std::string> out;
    std::istringstream in(s);
    for (std::string line; std::getline(in, line);)
        if (!line.empty())
            out.push_back(line);
    return out;
}

static std::string join(const std::vector<std::string>& v)
{
    std::string out;
    for (const auto& s : v)
        (out += s) += '\n';
    return out;
}

// Parts of a table that a replica still has to fetch.
class ReplicaQueue {
public:
    ReplicaQueue(std::shared_ptr<ZkSession> zk, std::string root)
        : zk_(std::move(zk)), root_(std::move(root)) {}

    void push(const std::string& part)
    {
        for (;;) {
            Stat stat{};
            auto parts = split(zk_->get(queuePath(), &stat));
            parts.push_back(part);
            const int rc = zk_->trySet(queuePath(), join(parts), stat.version);
            if (rc == ZOK)
                return;
            if (rc != ZBADVERSION)
                throw ZkError(rc, queuePath());
        }
    }

    bool forget(const std::string& part)
    {
        std::lock_guard<std::mutex> g(mutex_);
        auto parts = split(zk_->get(queuePath()));
        auto it = std::remove(parts.begin(), parts.end(), part);
        if (it == parts.end())
            return false;
        parts.erase(it, parts.end());
        zk_->set(queuePath(), join(parts)); // EXPECT: unversioned-write
        return true;
    }

    // Mutation pointer of the replica; the node may not exist on old tables.
    void advance(int64_t delta)
    {
        const std::string path = root_ + "/mutation_pointer";
        std::string text;
        Stat stat{};
        int64_t value = 0;
        int32_t version = -1;
        const int rc = zk_->tryGet(path, text, &stat);
        if (rc == ZNONODE) {
            const int crc = zk_->tryCreate(path, std::to_string(delta));
            if (crc != ZOK)
                throw ZkError(crc, path);
            return;
        }
        if (rc != ZOK)
            throw ZkError(rc, path);
        value = std::stoll(text);
        version = stat.version;
        zk_->set(path, std::to_string(value + delta), version);
    }

    void publishHost(const std::string& host) { zk_->set(root_ + "/host", host); }

    // Only an empty queue may be dropped.
    bool dropIfEmpty()
    {
        Stat stat{};
        if (!split(zk_->get(queuePath(), &stat)).empty())
            return false;
        return zk_->tryRemove(queuePath()) == ZOK; // EXPECT: unversioned-write
    }

private:
    std::string queuePath() const { return root_ + "/queue"; }

    std::shared_ptr<ZkSession> zk_;
    std::string root_;
    std::mutex mutex_;
};

void rebuild(std::shared_ptr<ZkSession> zk, const std::string& root)
{
    ReplicaQueue q(zk, root);
    q.push("all_0_0_0");
    q.forget("all_0_0_0");
    q.advance(1);
    q.publishHost("replica-1");
    q.dropIfEmpty();
}

} // namespace coord
