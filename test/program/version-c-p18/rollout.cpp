// STD: c++20
// Rollout controller: keeps rollout percentages and pinned builds in etcd.
#include <sstream>
#include <string>

#include "etcd_min.hpp"

namespace rollout {

struct Plan {
    int percent = 0;
    std::string build;

    static Plan parse(const std::string& text) {
        Plan p;
        std::istringstream in(text);
        in >> p.percent >> p.build;
        return p;
    }

    std::string format() const { return std::to_string(percent) + " " + build; }
};

class Controller {
public:
    explicit Controller(etcd::SyncClient& client) : client_(client) {}

    bool advance(const std::string& service, int step) {
        const std::string key = planKey(service);
        etcd::Response cur = client_.get(key);
        if (!cur.is_ok()) return false;
        Plan p = Plan::parse(cur.value().as_string());
        p.percent = p.percent + step > 100 ? 100 : p.percent + step;
        etcd::Response res = client_.modify_if(key, p.format(), cur.value().modified_index());
        return res.is_ok();
    }

    bool rollBack(const std::string& service) {
        const std::string key = planKey(service);
        etcd::Response cur = client_.get(key);
        if (!cur.is_ok()) return false;
        Plan p = Plan::parse(cur.value().as_string());
        p.percent /= 2;
        etcd::Response res = client_.modify_if(key, p.format(), cur.value().version()); // EXPECT: unversioned-write
        return res.is_ok();
    }

    void pin(const std::string& service, const std::string& build) {
        const std::string key = planKey(service);
        etcd::Response cur = client_.get(key);
        if (!cur.is_ok()) return;
        Plan p = Plan::parse(cur.value().as_string());
        p.build = build;
        client_.modify_if(key, p.format(), cur.value().modified_index()); // EXPECT: ignored-conflict
        audit_ += service + " pinned to " + build + "\n";
    }

    bool appendNote(const std::string& service, const std::string& note) {
        const std::string key = "/rollout/" + service + "/notes";
        etcd::Response cur = client_.get(key);
        std::string notes = cur.is_ok() ? cur.value().as_string() : std::string();
        notes += note;
        notes += '\n';
        return client_.put(key, notes).is_ok(); // EXPECT: unversioned-write
    }

    bool declare(const std::string& service, const std::string& build) {
        Plan p;
        p.build = build;
        etcd::Response res = client_.add(planKey(service), p.format());
        return res.is_ok();
    }

    bool retire(const std::string& service) {
        etcd::Response cur = client_.get(planKey(service));
        if (!cur.is_ok() || Plan::parse(cur.value().as_string()).percent != 0) return false;
        return client_.rm_if(planKey(service), cur.value().modified_index()).is_ok();
    }

    // Control plane instances report under their own name.
    bool reportSelf(const std::string& instance, int plans) {
        return client_.put("/rollout-instances/" + instance, std::to_string(plans)).is_ok();
    }

private:
    static std::string planKey(const std::string& service) { return "/rollout/" + service + "/plan"; }

    etcd::SyncClient& client_;
    std::string audit_;
};

}  // namespace rollout
