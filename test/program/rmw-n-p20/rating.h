#pragma once
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include "gauge.h"

namespace meter {

struct Tariff {
    int64_t perUnit = 1;
    int64_t freeUnits = 0;
};

class TariffBook {
public:
    static TariffBook* instance();
    Tariff lookup(const std::string& plan) const;
    static TariffBook* load();
private:
    std::map<std::string, Tariff> plans_;
};

class Rater {
public:
    void start(unsigned workers);
    void stop();
    void rate(const std::string& plan, int64_t units);
    bool openInvoice();
    void closeInvoice();
    int64_t total() const { return charged_.get(); }

private:
    void work();
    bool nextUsage(std::string& plan, int64_t& units);

    Gauge<int64_t> charged_;
    Gauge<int64_t> freeLeft_{1000};
    std::atomic<bool> invoicing_{false};
    std::vector<std::thread> workers_;
};

}  // namespace meter
