#include "zk_client.h"
#include <algorithm>
#include <sstream>
#include <vector>

namespace coord {

class ReplicaSet {
public:
    ReplicaSet(ZkClient& zk, std::string table) : zk_(zk), table_(std::move(table)) {}

    void add(const std::string& host) {
        auto hosts = parse(zk_.get(membersPath()));
        if (std::find(hosts.begin(), hosts.end(), host) != hosts.end())
            return;
        hosts.push_back(host);
        zk_.set(membersPath(), format(hosts)); // EXPECT: unversioned-write
    }

    bool remove(const std::string& host) {
        for (int i = 0; i < 10; ++i) {
            Stat st;
            auto hosts = parse(zk_.get(membersPath(), &st));
            hosts.erase(std::remove(hosts.begin(), hosts.end(), host), hosts.end());
            const int rc = zk_.trySet(membersPath(), format(hosts), st.version);
            if (rc == ZOK)
                return true;
            if (rc != ZBADVERSION)
                throw ZkError(rc, membersPath());
        }
        return false;
    }

    void rotate() {
        auto hosts = parse(zk_.get(membersPath()));
        if (hosts.size() < 2)
            return;
        std::rotate(hosts.begin(), hosts.begin() + 1, hosts.end());
        const Stat st = zk_.stat(membersPath());
        zk_.set(membersPath(), format(hosts), st.version); // EXPECT: unversioned-write
    }

    void sortHosts() {
        Stat st;
        auto hosts = parse(zk_.get(membersPath(), &st));
        std::sort(hosts.begin(), hosts.end());
        const std::string text = format(hosts);
        int rc = zk_.trySet(membersPath(), text, st.version);
        if (rc == ZBADVERSION)
            rc = zk_.trySet(membersPath(), text); // EXPECT: unversioned-write
        if (rc != ZOK)
            throw ZkError(rc, membersPath());
    }

    void setComment(const std::string& text) { zk_.set("/tables/" + table_ + "/comment", text); }

    bool init(const std::string& first) {
        const int rc = zk_.tryCreate(membersPath(), first + "\n");
        if (rc != ZOK && rc != ZNODEEXISTS)
            throw ZkError(rc, membersPath());
        return rc == ZOK;
    }

private:
    std::string membersPath() const { return "/tables/" + table_ + "/members"; }

    static std::vector<std::string> parse(const std::string& text) {
        std::vector<std::string> out;
        std::istringstream is(text);
        for (std::string line; std::getline(is, line);)
            out.push_back(line);
        return out;
    }

    static std::string format(const std::vector<std::string>& hosts) {
        std::string out;
        for (const auto& h : hosts)
            out += h + "\n";
        return out;
    }

    ZkClient& zk_;
    std::string table_;
};

bool bootstrap(ZkClient& zk, const std::string& table, const std::vector<std::string>& hosts) {
    ReplicaSet set(zk, table);
    if (!set.init(hosts.at(0)))
        return false;
    for (const auto& h : hosts)
        set.add(h);
    set.sortHosts();
    set.rotate();
    set.setComment("created by bootstrap");
    return set.remove("localhost");
}

}  // namespace coord
