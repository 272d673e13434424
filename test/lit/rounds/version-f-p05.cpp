// RUN: %tocsin %s
// STD: c++20
// Device twin service: keeps the desired and reported state of each field
// device. The twins live in the fleet document store; several replicas of
// this service talk to it.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace fleet {

struct Twin {
    std::string id;
    std::map<std::string, std::string> desired;
    std::map<std::string, std::string> reported;
    std::int64_t revision = 0;
};

class RevisionConflict : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Client of the document store. The store assigns the revision.
class TwinStore {
public:
    static constexpr std::int64_t kAnyRevision = -1;

    virtual ~TwinStore() = default;
    virtual std::optional<Twin> Load(const std::string& id) = 0;
    virtual void Save(const Twin& twin) = 0;
    // Throws RevisionConflict when the stored revision differs, unless
    // expected_revision is kAnyRevision.
    virtual void SaveIf(const Twin& twin, std::int64_t expected_revision) = 0;
};

struct PatchOptions {
    bool reset_reported = false;
    std::string author;
};

class TwinService {
public:
    explicit TwinService(std::shared_ptr<TwinStore> store) : store_(std::move(store)) {}

    // Telemetry path: the device reports one property.
    bool Report(const std::string& id, const std::string& name, const std::string& value) {
        auto twin = store_->Load(id);
        if (!twin) return false;
        twin->reported[name] = value;
        if (auto it = twin->desired.find(name); it != twin->desired.end() && it->second == value)
            twin->desired.erase(it);
        store_->Save(*twin); // EXPECT: unversioned-write
        return true;
    }

    // Operator path.
    bool Patch(const std::string& id, const std::map<std::string, std::string>& patch,
               const PatchOptions& opts) {
        auto twin = store_->Load(id);
        if (!twin) return false;
        for (const auto& [name, value] : patch) twin->desired[name] = value;
        twin->desired["$author"] = opts.author;
        if (opts.reset_reported) twin->reported.clear();

        std::int64_t expected = TwinStore::kAnyRevision;
        if (!opts.author.empty()) expected = twin->revision;
        store_->SaveIf(*twin, expected); // EXPECT: unversioned-write
        return true;
    }

    // Rules engine.
    bool Mutate(const std::string& id, const std::function<bool(Twin&)>& fn) {
        for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
            auto twin = store_->Load(id);
            if (!twin || !fn(*twin)) return false;
            try {
                store_->SaveIf(*twin, twin->revision);
                return true;
            } catch (const RevisionConflict&) {
            }
        }
        return false;
    }

    // A device was flashed at the factory: whatever was known is replaced.
    void Provision(const std::string& id) {
        Twin fresh;
        fresh.id = id;
        fresh.desired["sampling"] = "60s";
        store_->Save(fresh);
    }

private:
    static constexpr int kMaxAttempts = 8;
    std::shared_ptr<TwinStore> store_;
};

}  // namespace fleet
