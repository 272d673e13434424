// RUN: %tocsin %s
// STD: c++20
// Profile service: in-process document store shared by the request workers.
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace profile {

struct Profile {
    std::string display_name;
    std::string locale = "en";
    std::set<std::string> badges;
    std::vector<std::string> contacts;
};

struct Stored {
    Profile doc;
    std::uint64_t revision = 0;
};

enum class SaveResult { Ok, Conflict, Missing };

class ProfileStore {
public:
    std::optional<Stored> load(const std::string &id) const {
        std::lock_guard lk(mu_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return std::nullopt;
        return it->second;
    }

    void save(const std::string &id, Profile doc) {
        std::lock_guard lk(mu_);
        auto &slot = docs_[id];
        slot.doc = std::move(doc);
        ++slot.revision;
    }

    SaveResult save_if(const std::string &id, Profile doc, std::uint64_t expected_revision) {
        std::lock_guard lk(mu_);
        auto it = docs_.find(id);
        if (it == docs_.end())
            return SaveResult::Missing;
        if (it->second.revision != expected_revision)
            return SaveResult::Conflict;
        it->second.doc = std::move(doc);
        ++it->second.revision;
        return SaveResult::Ok;
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, Stored> docs_;
};

class ProfileService {
public:
    explicit ProfileService(ProfileStore &store) : store_(store) {}

    bool award_badge(const std::string &id, const std::string &badge) {
        auto cur = store_.load(id);
        if (!cur)
            return false;
        Profile next = cur->doc;
        if (!next.badges.insert(badge).second)
            return true;
        store_.save(id, std::move(next)); // EXPECT: unversioned-write
        return true;
    }

    bool revoke_badge(const std::string &id, const std::string &badge) {
        for (;;) {
            auto cur = store_.load(id);
            if (!cur)
                return false;
            if (cur->doc.badges.erase(badge) == 0)
                return true;
            switch (store_.save_if(id, cur->doc, cur->revision)) {
            case SaveResult::Ok: return true;
            case SaveResult::Missing: return false;
            case SaveResult::Conflict: break;
            }
        }
    }

    bool merge_contacts(const std::string &id, const std::vector<std::string> &extra) {
        auto cur = store_.load(id);
        if (!cur)
            return false;
        Profile merged = cur->doc;
        for (const auto &c : extra)
            merged.contacts.push_back(c);
        auto res = store_.save_if(id, merged, cur->revision);
        if (res == SaveResult::Conflict) {
            ++forced_;
            store_.save(id, merged); // EXPECT: unversioned-write
            res = SaveResult::Ok;
        }
        return res == SaveResult::Ok;
    }

    bool set_locale(const std::string &id, const std::string &locale) {
        auto cur = store_.load(id);
        if (!cur)
            return false;
        cur->doc.locale = locale;
        auto res = store_.save_if(id, cur->doc, cur->revision);
        if (res == SaveResult::Conflict) {
            cur = store_.load(id);
            if (!cur)
                return false;
            cur->doc.locale = locale;
            res = store_.save_if(id, cur->doc, cur->revision);
        }
        return res == SaveResult::Ok;
    }

    // Whole documents from the directory feed replace what we have.
    void import(const std::string &id, Profile from_feed) { store_.save(id, std::move(from_feed)); }

private:
    ProfileStore &store_;
    std::atomic<int> forced_{0};
};

} // namespace profile

int main() {
    profile::ProfileStore store;
    profile::ProfileService svc(store);
    svc.import("u1", profile::Profile{"Ada", "en", {}, {}});
    std::atomic<int> refused{0};
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&svc, &refused, i] {
            bool ok = svc.award_badge("u1", "b" + std::to_string(i));
            ok = svc.merge_contacts("u1", {"c" + std::to_string(i)}) && ok;
            ok = svc.set_locale("u1", i % 2 ? "de" : "fr") && ok;
            ok = svc.revoke_badge("u1", "b0") && ok;
            if (!ok)
                ++refused;
        });
    workers.clear();
    return refused > 0;
}
