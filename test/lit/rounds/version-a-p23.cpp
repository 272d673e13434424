// RUN: %tocsin %s
// STD: c++20
// In-memory profile table behind the profile editor; edited from the HTTP worker pool.
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>

struct Profile {
    std::string name;
    std::string email;
    std::string bio;
    std::uint64_t version = 0;
};

enum class EditResult { Ok, NotFound, Conflict };

class ProfileTable {
public:
    std::optional<Profile> get(int id) const {
        std::shared_lock lk(mu_);
        auto it = rows_.find(id);
        if (it == rows_.end())
            return std::nullopt;
        return it->second;
    }

    EditResult setEmail(int id, const std::string& email, std::uint64_t expected_version) {
        std::unique_lock lk(mu_);
        auto it = rows_.find(id);
        if (it == rows_.end())
            return EditResult::NotFound;
        if (it->second.version != expected_version)
            return EditResult::Conflict;
        it->second.email = email;
        ++it->second.version;
        return EditResult::Ok;
    }

    EditResult setBio(int id, const std::string& bio, std::uint64_t expected_version) {
        auto snapshot = get(id);
        if (!snapshot)
            return EditResult::NotFound;
        if (snapshot->version != expected_version)
            return EditResult::Conflict;
        snapshot->bio = bio;
        snapshot->version = expected_version + 1;
        std::unique_lock lk(mu_);
        rows_[id] = *snapshot; // EXPECT: unchecked-version
        return EditResult::Ok;
    }

    EditResult setName(int id, const std::string& name, std::uint64_t expected_version) {
        {
            std::shared_lock lk(mu_);
            auto it = rows_.find(id);
            if (it == rows_.end())
                return EditResult::NotFound;
            if (it->second.version != expected_version)
                return EditResult::Conflict;
        }
        const std::string clean = normalise(name);
        std::unique_lock lk(mu_);
        auto it = rows_.find(id);
        if (it == rows_.end())
            return EditResult::NotFound;
        it->second = Profile{clean, it->second.email, it->second.bio, expected_version + 1}; // EXPECT: unchecked-version
        return EditResult::Ok;
    }

    EditResult merge(int id, const Profile& incoming, std::uint64_t expected_version) {
        const std::string clean = normalise(incoming.name);
        {
            std::shared_lock lk(mu_);
            auto it = rows_.find(id);
            if (it == rows_.end())
                return EditResult::NotFound;
            if (it->second.version != expected_version)
                return EditResult::Conflict;
        }
        std::unique_lock lk(mu_);
        auto it = rows_.find(id);
        if (it == rows_.end() || it->second.version != expected_version)
            return EditResult::Conflict;
        it->second = Profile{clean, incoming.email, incoming.bio, expected_version + 1};
        return EditResult::Ok;
    }

    void seed(int id, Profile p) {
        std::unique_lock lk(mu_);
        p.version = 1;
        rows_.emplace(id, std::move(p));
    }

private:
    static std::string normalise(const std::string& s) {
        const auto b = s.find_first_not_of(' ');
        const auto e = s.find_last_not_of(' ');
        return b == std::string::npos ? std::string() : s.substr(b, e - b + 1);
    }

    mutable std::shared_mutex mu_;
    std::map<int, Profile> rows_;
};

int main() {
    ProfileTable table;
    table.seed(7, Profile{"Ann", "ann@example.org", "", 0});
    auto edit = [&table] {
        for (int i = 0; i < 50; ++i) {
            const auto p = table.get(7);
            if (!p)
                return;
            const EditResult r = i % 2 ? table.setEmail(7, "a@b.c", p->version) : table.setBio(7, p->bio + ".", p->version);
            if (r == EditResult::NotFound)
                return;
        }
    };
    std::thread a(edit), b(edit);
    std::thread c([&table] {
        if (table.setName(7, " Anne ", 1) == EditResult::Conflict && table.merge(7, Profile{}, 1) == EditResult::Ok)
            return;
    });
    a.join();
    b.join();
    c.join();
    return 0;
}
