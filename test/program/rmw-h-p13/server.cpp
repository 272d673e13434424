// STD: c++20
#include "ledger.h"
#include <cstdio>
#include <thread>
#include <vector>

struct Op {
    char kind;
    std::string id;
    int64_t cents;
};

static void serve(Ledger &ledger, const std::vector<Op> &ops) {
    for (const auto &op : ops) {
        switch (op.kind) {
        case 'c': ledger.Credit(op.id, op.cents); break;
        case 'd': ledger.Debit(op.id, op.cents); break;
        case 'h': ledger.PlaceHold(op.id, op.cents); break;
        case 's': ledger.SettleHold(op.id, op.cents); break;
        default: std::fprintf(stderr, "unknown op %c\n", op.kind);
        }
    }
}

int main() {
    Ledger ledger;
    std::vector<Op> script{{'c', "a", 1000}, {'h', "a", 200}, {'s', "a", 200}};
    std::vector<std::thread> pool;
    for (int i = 0; i < 8; ++i)
        pool.emplace_back(serve, std::ref(ledger), std::cref(script));
    for (auto &t : pool)
        t.join();
    ledger.CloseDay();
    std::printf("%llu postings\n", (unsigned long long)ledger.Postings());
}
