// RUN: %tocsin %s
// STD: c++20
// Replicated settings table of a cluster node: fenced leader writes, snapshots for readers.
#include <atomic>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

namespace settings {

enum class Status { kOk, kConflict, kFenced, kMissing };

struct Value {
    std::string text;
    std::uint64_t version = 0;
};

class Table {
public:
    std::optional<Value> get(const std::string& key) const {
        std::shared_lock<std::shared_mutex> lk(mu_);
        const auto it = values_.find(key);
        if (it == values_.end())
            return std::nullopt;
        return it->second;
    }

    Status update(const std::string& key, std::string text, std::uint64_t expected) {
        std::unique_lock<std::shared_mutex> lk(mu_);
        return updateLocked(key, std::move(text), expected);
    }

    // A token handed out can never be newer than the row, hence "older" means "changed".
    Status remove(const std::string& key, std::uint64_t expected) {
        std::unique_lock<std::shared_mutex> lk(mu_);
        const auto it = values_.find(key);
        if (it == values_.end())
            return Status::kMissing;
        if (expected < it->second.version)
            return Status::kConflict;
        values_.erase(it);
        return Status::kOk;
    }

    // Commands of a deposed leader are refused; several commands of one term are welcome.
    Status replicate(const std::string& key, std::string text, std::uint64_t term) {
        std::unique_lock<std::shared_mutex> lk(mu_);
        if (term < highestTerm_)
            return Status::kFenced;
        highestTerm_ = term;
        Value& v = values_[key];
        v.text = std::move(text);
        v.version = ++clock_;
        return Status::kOk;
    }

    // Cheap refusal under the shared lock, decision under the exclusive one.
    Status append(const std::string& key, const std::string& tail, std::uint64_t expected) {
        {
            std::shared_lock<std::shared_mutex> lk(mu_);
            const auto it = values_.find(key);
            if (it == values_.end() || it->second.version != expected)
                return Status::kConflict;
        }
        std::unique_lock<std::shared_mutex> lk(mu_);
        const auto it = values_.find(key);
        if (it == values_.end())
            return Status::kMissing;
        return updateLocked(key, it->second.text + tail, expected);
    }

    Status modify(const std::string& key, const std::function<std::string(const std::string&)>& edit) {
        Status st = Status::kConflict;
        for (int i = 0; i < 16 && st == Status::kConflict; ++i) {
            const auto cur = get(key);
            if (!cur)
                return Status::kMissing;
            st = update(key, edit(cur->text), cur->version);
        }
        return st;
    }

    static std::unique_ptr<Table> load(const std::map<std::string, Value>& dump) {
        auto t = std::make_unique<Table>();
        for (const auto& [k, v] : dump) {
            t->values_[k].text = v.text;
            t->values_[k].version = v.version;
            if (v.version > t->clock_)
                t->clock_ = v.version;
        }
        return t;
    }

private:
    Status updateLocked(const std::string& key, std::string text, std::uint64_t expected) {
        const auto it = values_.find(key);
        if (it == values_.end())
            return Status::kMissing;
        if (it->second.version != expected)
            return Status::kConflict;
        it->second.text = std::move(text);
        it->second.version = ++clock_;
        return Status::kOk;
    }

    mutable std::shared_mutex mu_;
    std::map<std::string, Value> values_;
    std::uint64_t clock_ = 0;
    std::uint64_t highestTerm_ = 0;
};

class Node {
public:
    enum Phase { kStarting, kServing, kStopping };

    explicit Node(std::unique_ptr<Table> table) : table_(std::move(table)) {}

    void started() {
        Phase p = kStarting;
        phase_.compare_exchange_strong(p, kServing);
    }
    void stop() {
        Phase p = kServing;
        phase_.compare_exchange_strong(p, kStopping);
    }
    bool serving() const { return phase_.load() == kServing; }

    void raiseApplied(std::uint64_t index) {
        std::uint64_t cur = applied_.load();
        while (cur < index && !applied_.compare_exchange_weak(cur, index)) {
        }
    }

    Table& table() { return *table_; }

private:
    std::unique_ptr<Table> table_;
    std::atomic<Phase> phase_{kStarting};
    std::atomic<std::uint64_t> applied_{0};
};

}  // namespace settings

int main() {
    settings::Node node(settings::Table::load({{"quota", {"10", 3}}}));
    node.started();
    std::vector<std::thread> pool;
    for (std::uint64_t i = 0; i < 4; ++i)
        pool.emplace_back([&node, i] {
            auto& table = node.table();
            int refused = 0;
            refused += table.replicate("peers", "n" + std::to_string(i), i) != settings::Status::kOk;
            refused += table.append("quota", "!", 3) != settings::Status::kOk;
            refused += table.modify("quota", [](const std::string& s) { return s + "0"; }) !=
                       settings::Status::kOk;
            if (const auto peers = table.get("peers"))
                refused += table.remove("peers", peers->version) != settings::Status::kOk;
            std::cout << "node " << i << ": " + std::to_string(refused) + " refused\n";
            node.raiseApplied(i);
            node.stop();
        });
    for (auto& t : pool)
        t.join();
    return node.serving() ? 1 : 0;
}
