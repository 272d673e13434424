#pragma once
#include "critsec.h"
#include <cstdint>
#include <map>
#include <string>

struct Account {
    int64_t balance = 0;
    int64_t holds = 0;
};

class Ledger {
public:
    bool Credit(const std::string &id, int64_t cents);
    bool Debit(const std::string &id, int64_t cents);
    bool PlaceHold(const std::string &id, int64_t cents);
    void SettleHold(const std::string &id, int64_t cents);
    uint64_t Postings() const;
    void AddFee(int64_t cents);
    int64_t FeesToday() const;
    void CloseDay();

private:
    mutable CritSec cs_;
    std::map<std::string, Account> accounts_;
    uint64_t postings_ = 0;
    int64_t feesToday_ = 0;
    int64_t feesTotal_ = 0;
};
