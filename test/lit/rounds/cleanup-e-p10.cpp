// RUN: %tocsin %s
// REQUIRES: poco
// STD: c++20
// Model registry of the inference server: versions are directories, predictors
// pin a version while they serve from it.
#include <Poco/Exception.h>
#include <Poco/File.h>
#include <Poco/Timestamp.h>
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

class ModelRegistry {
public:
    struct Version {
        std::string dir;
        Poco::Timestamp published;
        int pins = 0;
        bool retired = false;
    };

    bool pin(const std::string &key, std::string &dir) {
        std::unique_lock lk(mx_);
        auto it = versions_.find(key);
        if (it == versions_.end() || it->second.retired)
            return false;
        ++it->second.pins;
        dir = it->second.dir;
        return true;
    }

    void unpin(const std::string &key) {
        std::unique_lock lk(mx_);
        auto it = versions_.find(key);
        if (it != versions_.end())
            --it->second.pins;
    }

    void publish(const std::string &key, const std::string &dir) {
        std::unique_lock lk(mx_);
        Version v;
        v.dir = dir;
        versions_[key] = v;
    }

    // Disk trimming, run by the maintenance timer.
    void trimDisk(Poco::Timestamp::TimeDiff maxAge) {
        std::vector<std::string> doomed;
        {
            std::shared_lock lk(mx_);
            for (const auto &[key, v] : versions_)
                if (v.pins == 0 && v.published.isElapsed(maxAge))
                    doomed.push_back(v.dir);
        }
        for (const auto &dir : doomed) {
            try {
                Poco::File(dir).remove(true); // EXPECT: timestamp-cleanup
            } catch (const Poco::Exception &e) {
                std::fprintf(stderr, "trim %s: %s\n", dir.c_str(), e.what());
            }
        }
    }

    // Variant used at upgrade: versions are closed for pinning first.
    void trimRetired(Poco::Timestamp::TimeDiff maxAge) {
        std::vector<std::string> doomed;
        {
            std::unique_lock lk(mx_);
            for (auto &[key, v] : versions_) {
                if (v.pins != 0 || !v.published.isElapsed(maxAge))
                    continue;
                v.retired = true;
                doomed.push_back(v.dir);
            }
        }
        for (const auto &dir : doomed) {
            Poco::File f(dir);
            if (f.exists())
                f.remove(true); // EXPECT: file-toctou
        }
    }

private:
    std::shared_mutex mx_;
    std::map<std::string, Version> versions_;
};

int main() {
    ModelRegistry reg;
    reg.publish("ranker:7", "/models/ranker/7");
    std::string dir;
    if (reg.pin("ranker:7", dir))
        reg.unpin("ranker:7");
    reg.trimDisk(Poco::Timestamp::TimeDiff(3600) * 1000000);
    reg.trimRetired(Poco::Timestamp::TimeDiff(60) * 1000000);
}
