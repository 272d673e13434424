// STD: c++20
#include "quote_cell.h"
#include <array>
#include <thread>
#include <vector>

struct Tick {
    uint64_t seq;
    unsigned instrument;
    int64_t bid, ask;
    bool volatileMarket;
};
bool recvTick(int line, Tick& t);

static std::array<md::QuoteCell, 64> g_book;

static void onTick(const Tick& t) {
    md::FeedCounters& c = md::localCounters();
    c.packets++;
    if (c.nextSeq != 0 && t.seq != c.nextSeq)
        c.gaps += t.seq - c.nextSeq;
    c.nextSeq = t.seq + 1;
    md::QuoteCell& cell = g_book[t.instrument % g_book.size()];
    cell.publish(t.bid, t.ask);
    if (t.volatileMarket)
        cell.widen(2);
}

static void feedThread(int line) {
    Tick t;
    while (recvTick(line, t))
        onTick(t);
    md::collectCounters();
}

md::FeedCounters runFeeds(int lines) {
    std::vector<std::thread> threads;
    for (int i = 0; i < lines; ++i)
        threads.emplace_back(feedThread, i);
    for (auto& th : threads)
        th.join();
    return md::totals();
}
