// RUN: %tocsin %s
// STD: c++20
// Codec registry of the transcoder: plug-ins register from loader tasks.
#include <algorithm>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace media {

struct Codec {
    std::string name;
    int priority = 0;
    void* handle = nullptr;
};

class CodecTable {
public:
    bool has(std::string_view name) const {
        std::shared_lock lk(mu_);
        return codecs_.find(name) != codecs_.end();
    }

    std::shared_ptr<const Codec> find(std::string_view name) const {
        std::shared_lock lk(mu_);
        auto it = codecs_.find(name);
        return it == codecs_.end() ? nullptr : it->second;
    }

    void put(std::shared_ptr<const Codec> c) {
        std::unique_lock lk(mu_);
        codecs_.insert_or_assign(c->name, std::move(c));
        ++revision_;
    }

    bool putIfAbsent(std::shared_ptr<const Codec> c) {
        std::unique_lock lk(mu_);
        auto [it, fresh] = codecs_.try_emplace(c->name, std::move(c));
        revision_ += fresh;
        return fresh;
    }

    void alias(std::string from, std::string to) {
        std::unique_lock<std::shared_mutex>{mu_};
        aliases_[std::move(from)] = std::move(to); // EXPECT: lost-update
    }

    bool dropAlias(std::string_view from) {
        std::unique_lock<std::shared_mutex> held{mu_};
        auto it = aliases_.find(from);
        if (it == aliases_.end())
            return false;
        aliases_.erase(it);
        return true;
    }

    std::optional<std::string> resolve(std::string_view name) const {
        std::shared_lock lk(mu_);
        if (auto it = aliases_.find(name); it != aliases_.end())
            return it->second;
        return std::nullopt;
    }

    unsigned revision() const {
        std::shared_lock lk(mu_);
        return revision_;
    }

private:
    mutable std::shared_mutex mu_;
    std::map<std::string, std::shared_ptr<const Codec>, std::less<>> codecs_;
    std::map<std::string, std::string, std::less<>> aliases_;
    unsigned revision_ = 0;
};

CodecTable& codecs() {
    static CodecTable table;
    return table;
}

struct Tuning {
    std::vector<int> presets{1, 3, 5, 9};
};

const Tuning& encoderTuning() {
    static Tuning* t = nullptr;
    if (!t)
        t = new Tuning; // EXPECT: check-then-act
    return *t;
}

const Tuning& decoderTuning() {
    static const Tuning* const t = new Tuning;
    return *t;
}

std::shared_ptr<Codec> openPlugin(const std::string& path) {
    auto c = std::make_shared<Codec>();
    c->name = path.substr(path.rfind('/') + 1);
    c->priority = encoderTuning().presets.front() + decoderTuning().presets.back();
    return c;
}

// The first plug-in that offers a name keeps it.
void loadVendorPlugin(const std::string& path) {
    auto c = openPlugin(path);
    if (!codecs().has(c->name))
        codecs().put(c); // EXPECT: check-then-act
    codecs().alias("vendor." + c->name, c->name);
}

void loadBuiltin(const std::string& path) {
    auto c = openPlugin(path);
    codecs().dropAlias(c->name);
    c->priority += 100;
    codecs().putIfAbsent(std::move(c));
}

unsigned loadAll(const std::vector<std::string>& vendor, const std::vector<std::string>& builtin) {
    std::vector<std::future<void>> jobs;
    for (const auto& p : vendor)
        jobs.push_back(std::async(std::launch::async, loadVendorPlugin, p));
    for (const auto& p : builtin)
        jobs.push_back(std::async(std::launch::async, [&p] { loadBuiltin(p); }));
    for (auto& j : jobs)
        j.get();
    return codecs().revision();
}

} // namespace media
