// STD: c++20
#include "zk_client.hpp"
#include <algorithm>
#include <string>

class Rollout {
public:
    Rollout(ZkClient& zk, std::string ns) : zk_(zk), ns_(std::move(ns)) {}

    bool define(const std::string& feature) { return zk_.tryCreate(path(feature), "0"); }

    int advance(const std::string& feature, int step)
    {
        for (;;) {
            Stat st;
            int pct = std::stoi(zk_.get(path(feature), &st));
            int next = std::min(100, pct + step);
            if (zk_.trySet(path(feature), std::to_string(next), st.version))
                return next;
        }
    }

    int rollBack(const std::string& feature, int step)
    {
        Stat st;
        int pct = std::stoi(zk_.get(path(feature), &st));
        int next = std::max(0, pct - step);
        if (!zk_.trySet(path(feature), std::to_string(next))) // EXPECT: unversioned-write
            return pct;
        return next;
    }

    bool doubleUp(const std::string& feature)
    {
        Stat st;
        int pct = std::stoi(zk_.get(path(feature), &st));
        std::string next = std::to_string(std::min(100, pct * 2));
        if (zk_.trySet(path(feature), next, st.version))
            return true;
        return zk_.trySet(path(feature), next, -1); // EXPECT: unversioned-write
    }

    bool pin(const std::string& feature) { return zk_.trySet(path(feature), "100"); }

    bool promote(const std::string& feature, const std::string& to)
    {
        return zk_.trySet(path(to), zk_.get(path(feature)));
    }

    bool forgetIfUnused(const std::string& feature)
    {
        Stat st;
        if (zk_.get(path(feature), &st) != "0")
            return false;
        zk_.remove(path(feature), st.version);
        return true;
    }

private:
    std::string path(const std::string& feature) const { return ns_ + "/features/" + feature; }

    ZkClient& zk_;
    std::string ns_;
};
