// STD: c++20
#include "config_store.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

namespace fleet {
namespace {

std::string AddHost(const std::string& members, const std::string& host) {
    return members.empty() ? host : members + "," + host;
}

std::string RemoveHost(const std::string& members, const std::string& host) {
    std::istringstream in(members);
    std::string out, item;
    while (std::getline(in, item, ','))
        if (item != host)
            out = AddHost(out, item);
    return out;
}

}  // namespace

class Rollout {
public:
    explicit Rollout(ConfigStore& store) : groups_(store, "rollout/groups"), meta_(store, "rollout/meta") {}

    bool Join(const std::string& group, const std::string& host) {
        for (int i = 0; i < 10; ++i) {
            Document doc;
            const StoreStatus rd = groups_.Read(group, &doc);
            if (rd != StoreStatus::kOk && rd != StoreStatus::kNotFound)
                return false;
            const StoreStatus wr = groups_.WriteIf(group, AddHost(doc.body, host), doc.revision);
            if (wr == StoreStatus::kOk)
                return true;
            if (wr != StoreStatus::kConflict)
                return false;
        }
        return false;
    }

    bool Leave(const std::string& group, const std::string& host) {
        Document doc;
        if (groups_.Read(group, &doc) != StoreStatus::kOk)
            return false;
        const std::string rest = RemoveHost(doc.body, host);
        return groups_.Write(group, rest) == StoreStatus::kOk; // EXPECT: unversioned-write
    }

    // Percentage only ever goes up by one step per call.
    bool Step(const std::string& flag, int step) {
        Document doc;
        Revision expected = kAnyRevision;
        int percent = 0;
        if (meta_.Read(flag, &doc) == StoreStatus::kOk) {
            percent = std::atoi(doc.body.c_str());
            expected = doc.revision;
        }
        percent = percent + step > 100 ? 100 : percent + step;
        return meta_.WriteIf(flag, std::to_string(percent), expected) == StoreStatus::kOk; // EXPECT-MISS: unversioned-write
    }

    bool Halve(const std::string& flag) {
        Document doc;
        Revision expected = kAbsent;
        int percent = 100;
        if (meta_.Read(flag, &doc) == StoreStatus::kOk) {
            percent = std::atoi(doc.body.c_str());
            expected = doc.revision;
        }
        return meta_.WriteIf(flag, std::to_string(percent / 2), expected) == StoreStatus::kOk;
    }

    void Freeze(const std::string& flag) {
        Document doc;
        if (meta_.Read(flag, &doc) != StoreStatus::kOk)
            return;
        meta_.WriteIf(flag, doc.body + ";frozen", doc.revision); // EXPECT: ignored-conflict
    }

    bool Announce(const std::string& text) {
        return meta_.Write("announcement", text) == StoreStatus::kOk;
    }

private:
    Folder groups_;
    Folder meta_;
};

}  // namespace fleet

int main() {
    fleet::MemoryConfigStore store;
    std::vector<std::thread> controllers;
    for (int i = 0; i < 3; ++i)
        controllers.emplace_back([&store, i] {
            fleet::Rollout rollout(store);
            const std::string host = "host" + std::to_string(i);
            int failed = 0;
            failed += !rollout.Join("canary", host);
            failed += !rollout.Step("new-ui", 5);
            failed += !rollout.Halve("new-ui");
            rollout.Freeze("new-ui");
            failed += !rollout.Announce(host + " ready");
            failed += !rollout.Leave("canary", host);
            std::fprintf(stderr, "%s: %d calls refused\n", host.c_str(), failed);
        });
    for (auto& t : controllers)
        t.join();
}
