// STD: c++20
// Admin API and the ramp-up scheduler of the feature-flag service.
#include "versioned_table.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

namespace flags {

struct EditOutcome {
    StoreResult result = StoreResult::NotFound;
    uint64_t generation = 0;
};

class Admin {
public:
    explicit Admin(VersionedTable &t) : table_(t) {}

    // The page sends back the generation it was rendered from.
    EditOutcome editRule(const std::string &name, const std::string &rule, uint64_t expected_generation)
    {
        EditOutcome out;
        auto rec = table_.Load(name);
        if (!rec)
            return out;
        rec->rule = rule;
        out.result = table_.StoreIf(*rec, expected_generation);
        out.generation = expected_generation + (out.result == StoreResult::Stored);
        return out;
    }

    void restore(const std::vector<FlagRecord> &backup)
    {
        for (const FlagRecord &b : backup) {
            if (auto cur = table_.Load(b.name))
                std::clog << "restore " << b.name << " over generation " << cur->generation << '\n';
            table_.Store(b);
        }
    }

    bool clone(const std::string &from, const std::string &to)
    {
        auto rec = table_.Load(from);
        if (!rec)
            return false;
        rec->name = to;
        return table_.Insert(*rec);
    }

private:
    VersionedTable &table_;
};

class RampUp {
public:
    RampUp(VersionedTable &t, std::vector<std::string> names) : table_(t), names_(std::move(names)), th_([this] { run(); }) {}
    ~RampUp()
    {
        stop_ = true;
        th_.join();
    }

private:
    void run()
    {
        while (!stop_) {
            for (const auto &n : names_)
                table_.Mutate(n, [](FlagRecord &r) {
                    if (r.percent >= 100)
                        return false;
                    r.percent = std::min(100, r.percent + 5);
                    return true;
                });
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    }

    VersionedTable &table_;
    std::vector<std::string> names_;
    std::atomic<bool> stop_{false};
    std::thread th_;
};

} // namespace flags

int main()
{
    flags::VersionedTable t;
    t.Insert({"new-checkout", "country == 'NL'", 5, 0});
    flags::RampUp ramp(t, {"new-checkout"});
    flags::Admin a(t);
    if (auto r = t.Load("new-checkout"))
        return a.editRule(r->name, "true", r->generation).result == flags::StoreResult::Stored ? 0 : 1;
}
