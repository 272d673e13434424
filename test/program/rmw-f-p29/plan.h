#pragma once
#include <atomic>
#include <string>
#include <vector>

struct CronEntry {
    int period_s;
    std::string command;
};

class Plan {
public:
    explicit Plan(std::vector<CronEntry> e) : entries_(std::move(e)) {}
    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
    void unref() {
        if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }
    const std::vector<CronEntry> &entries() const { return entries_; }

private:
    ~Plan() = default;
    std::atomic<int> refs_{1};
    const std::vector<CronEntry> entries_;
};
