// RUN: %tocsin %s
// STD: c++20
// Shared lookup services of the pricing gateway.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace pricing {

struct Calendar {
    std::string market;
    std::vector<int> holidays;
};

std::unique_ptr<Calendar> loadCalendar(const std::string& market) {
    auto c = std::make_unique<Calendar>();
    c->market = market;
    for (int d = 1; d < 366; d += 30)
        c->holidays.push_back(d);
    return c;
}

class CurveTable {
public:
    static CurveTable* instance() {
        CurveTable* t = instance_.load(std::memory_order_acquire);
        if (!t) {
            std::lock_guard<std::mutex> lk(init_mu_);
            t = instance_.load(std::memory_order_relaxed);
            if (!t) {
                t = new CurveTable;
                instance_.store(t, std::memory_order_release);
            }
        }
        return t;
    }

    double rate(int tenor) const {
        auto it = rates_.lower_bound(tenor);
        return it == rates_.end() ? 0.0 : it->second;
    }

private:
    CurveTable() { rates_ = {{30, 0.021}, {90, 0.023}, {365, 0.027}}; }
    std::map<int, double> rates_;
    static std::atomic<CurveTable*> instance_;
    static std::mutex init_mu_;
};

std::atomic<CurveTable*> CurveTable::instance_{nullptr};
std::mutex CurveTable::init_mu_;

class CalendarCache {
public:
    std::shared_ptr<const Calendar> get(const std::string& market) {
        {
            std::lock_guard<std::mutex> lk(mu_);
            if (auto it = cache_.find(market); it != cache_.end())
                return it->second;
        }
        std::shared_ptr<const Calendar> fresh = loadCalendar(market);
        std::lock_guard<std::mutex> lk(mu_);
        return cache_.emplace(market, std::move(fresh)).first->second;
    }

    bool pin(const std::string& market) {
        std::lock_guard<std::mutex> lk(mu_);
        if (pinned_.find(market) == pinned_.end())
            pinned_[market] = 0;
        return ++pinned_[market] == 1;
    }

    void unpin(const std::string& market) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = pinned_.find(market);
        if (it != pinned_.end() && --it->second == 0)
            pinned_.erase(it);
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, std::shared_ptr<const Calendar>> cache_;
    std::unordered_map<std::string, int> pinned_;
};

class Gateway {
public:
    CalendarCache& calendars() {
        std::call_once(cal_once_, [this] {
            if (!cal_)
                cal_ = std::make_unique<CalendarCache>();
        });
        return *cal_;
    }

    double quote(const std::string& market, int tenor) {
        static const double kSpread = CurveTable::instance()->rate(30) / 10;
        auto cal = calendars().get(market);
        return CurveTable::instance()->rate(tenor + static_cast<int>(cal->holidays.size())) + kSpread;
    }

private:
    std::once_flag cal_once_;
    std::unique_ptr<CalendarCache> cal_;
};

void warmUp(Gateway& gw, const std::vector<std::string>& markets) {
    std::vector<std::jthread> pool;
    for (const auto& m : markets)
        pool.emplace_back([&gw, m] { (void)gw.quote(m, 90); });
}

} // namespace pricing
