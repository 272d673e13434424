// RUN: %tocsin %s
// STD: c++20
// Feature-flag control plane. The KV service is remote; several controllers write to it.
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <thread>

namespace flags {

struct KvEntry {
    std::string value;
    int64_t modRevision = 0;
};

struct KvTransport {
    virtual ~KvTransport() = default;
    virtual std::string roundTrip(const std::string& request) = 0;
};

class KvClient {
public:
    explicit KvClient(KvTransport& t) : t_(t) {}

    std::optional<KvEntry> get(const std::string& key) {
        std::istringstream in(t_.roundTrip("GET " + key));
        KvEntry e;
        if (!(in >> e.modRevision)) return std::nullopt;
        std::getline(in >> std::ws, e.value);
        return e;
    }

    void put(const std::string& key, const std::string& value) { t_.roundTrip("PUT " + key + " " + value); }

    // False when the key is no longer at the given revision; 0 means "must not exist".
    bool putIf(const std::string& key, const std::string& value, int64_t modRevision) {
        return t_.roundTrip("TXN " + key + " " + std::to_string(modRevision) + " " + value) == "SUCCEEDED";
    }

private:
    KvTransport& t_;
};

class FlagStore {
public:
    FlagStore(KvClient& kv, std::string node) : kv_(kv), node_(std::move(node)) {}

    bool enableFor(const std::string& flag, const std::string& tenant) {
        return modify(flag, [&](std::set<std::string>& t) { return t.insert(tenant).second; });
    }

    bool disableFor(const std::string& flag, const std::string& tenant) {
        return modify(flag, [&](std::set<std::string>& t) { return t.erase(tenant) > 0; });
    }

    void heartbeat() {
        auto now = std::chrono::system_clock::now().time_since_epoch();
        kv_.put("nodes/" + node_, std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
    }

    void replaceAll(const std::string& flag, const std::set<std::string>& tenants) {
        auto before = kv_.get(key(flag));
        kv_.put("audit/" + flag, before ? before->value : "(none)");
        kv_.put(key(flag), join(tenants));
    }

private:
    template <class Fn>
    bool modify(const std::string& flag, Fn&& fn) {
        const std::string k = key(flag);
        for (int attempt = 0; attempt < 10; ++attempt) {
            auto entry = kv_.get(k);
            auto tenants = split(entry ? entry->value : "");
            if (!fn(tenants)) return true;
            if (kv_.putIf(k, join(tenants), entry ? entry->modRevision : 0)) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(5 << attempt));
        }
        return false;
    }

    static std::string key(const std::string& flag) { return "flags/" + flag; }

    static std::set<std::string> split(const std::string& s) {
        std::set<std::string> out;
        std::istringstream in(s);
        for (std::string t; in >> t;) out.insert(t);
        return out;
    }

    static std::string join(const std::set<std::string>& s) {
        std::string out;
        for (auto& t : s) out += t + ' ';
        return out;
    }

    KvClient& kv_;
    std::string node_;
};

}  // namespace flags
