// RUN: %tocsin %s
// STD: c++20
// Regression: records in memory with a generation; varied is where the comparison stands and what it is made with.
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

struct Rule {
    std::string text;
    std::uint64_t generation = 0;
};

class RuleBook {
public:
    std::optional<Rule> get(const std::string& id) {
        std::lock_guard lk(mu_);
        auto it = rules_.find(id);
        if (it == rules_.end()) return std::nullopt;
        return it->second;
    }

    // Takes effect only while the rule still has the expected generation.
    [[nodiscard]] bool put_if(const std::string& id, const std::string& text, std::uint64_t expected) {
        std::lock_guard lk(mu_);
        Rule& r = rules_[id];
        if (r.generation != expected) return false;
        r.text = text;
        ++r.generation;
        changed_.notify_all();
        return true;
    }

    bool put_if_two_sections(const std::string& id, const std::string& text, std::uint64_t expected) {
        {
            std::lock_guard lk(mu_);
            if (rules_[id].generation != expected) return false;
        }
        std::string normal = normalise(text);
        std::lock_guard lk(mu_);
        rules_[id] = Rule{normal, expected + 1}; // EXPECT: unchecked-version
        return true;
    }

    bool put_if_two_sections_again(const std::string& id, const std::string& text, std::uint64_t expected) {
        {
            std::lock_guard lk(mu_);
            if (rules_[id].generation != expected) return false;
        }
        std::string normal = normalise(text);
        std::lock_guard lk(mu_);
        if (rules_[id].generation != expected) return false;
        rules_[id] = Rule{normal, expected + 1};
        return true;
    }

    bool put_if_copy(const std::string& id, const std::string& text, std::uint64_t expected) {
        auto mine = get(id);
        if (!mine || mine->generation != expected) return false;
        mine->text = text;
        ++mine->generation;
        std::lock_guard lk(mu_);
        rules_[id] = *mine; // EXPECT: unchecked-version
        return true;
    }

    bool put_if_quiet(const std::string& id, const std::string& text, std::uint64_t expected) {
        std::unique_lock lk(mu_);
        if (rules_[id].generation != expected) return false;
        while (frozen_) changed_.wait(lk);
        Rule& r = rules_[id];
        r.text = text; // EXPECT: unchecked-version
        ++r.generation;
        return true;
    }

    bool put_if_quiet_after(const std::string& id, const std::string& text, std::uint64_t expected) {
        std::unique_lock lk(mu_);
        while (frozen_) changed_.wait(lk);
        Rule& r = rules_[id];
        if (r.generation != expected) return false;
        r.text = text;
        ++r.generation;
        return true;
    }

    void freeze(bool on) {
        std::lock_guard lk(mu_);
        frozen_ = on;
        changed_.notify_all();
    }

private:
    static std::string normalise(std::string s) {
        while (!s.empty() && s.back() == ' ') s.pop_back();
        return s;
    }
    std::mutex mu_;
    std::condition_variable changed_;
    std::map<std::string, Rule> rules_;
    bool frozen_ = false;
};

// --- callers ---

bool extend(RuleBook& b, const std::string& id, const std::string& tail) {
    const auto r = b.get(id);
    return r && b.put_if(id, r->text + tail, r->generation);
}

void extend_unreported(RuleBook& b, const std::string& id, const std::string& tail) {
    if (const auto r = b.get(id)) (void)b.put_if(id, r->text + tail, r->generation); // EXPECT: ignored-conflict
    std::printf("%s extended\n", id.c_str());
}

bool extend_fresh_generation(RuleBook& b, const std::string& id, const std::string& tail) {
    const auto r = b.get(id);
    if (!r) return false;
    const auto latest = b.get(id);
    return latest && b.put_if(id, r->text + tail, latest->generation); // EXPECT: unversioned-write
}

bool extend_latest(RuleBook& b, const std::string& id, const std::string& tail) {
    auto r = b.get(id);
    if (!r) return false;
    r = b.get(id);
    return r && b.put_if(id, r->text + tail, r->generation);
}

void drive(RuleBook& b) {
    std::vector<std::jthread> pool;
    for (int i = 0; i < 3; ++i)
        pool.emplace_back([&b] { extend(b, "a", "!"), extend_unreported(b, "a", "?"), b.put_if_copy("a", "x", 1); });
}
