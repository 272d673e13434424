// RUN: %tocsin %s
// STD: c++20
// Parallel root search of a chess engine: helper threads split the root moves.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <thread>
#include <vector>

namespace engine {

using Move = uint16_t;
using Clock = std::chrono::steady_clock;

struct Position {
    uint64_t key = 0;
    std::vector<Move> legal() const;
    Position after(Move m) const;
    int evaluate() const;
    bool inTablebase() const;
};

inline int64_t pack(int score, Move m) {
    return (static_cast<int64_t>(score) << 16) | m;
}

class SearchPool {
public:
    struct Worker {
        int id = 0;
        std::atomic<uint64_t> nodes{0};
        std::thread thread;

        // Only the owning thread counts; info() reads from the UCI thread.
        void countNode() {
            nodes.store(nodes.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); // EXPECT-NOISE: split-atomic
        }
    };

    explicit SearchPool(int n) {
        for (int i = 0; i < n; ++i) {
            workers_.push_back(std::make_unique<Worker>());
            workers_.back()->id = i;
        }
    }

    ~SearchPool() { wait(); }

    void go(const Position &root, int maxDepth, std::chrono::milliseconds budget) {
        wait();
        root_ = root;
        moves_ = root.legal();
        maxDepth_ = maxDepth;
        deadline_ = Clock::now() + budget;
        stop_.store(false);
        best_.store(std::numeric_limits<int64_t>::min());
        depthDone_.store(0);
        tbHits_.store(0);
        nextMove_.store(0);
        for (auto &w : workers_)
            w->thread = std::thread([this, self = w.get()] { run(*self); });
    }

    void wait() {
        for (auto &w : workers_)
            if (w->thread.joinable())
                w->thread.join();
    }

    uint64_t nodes() const {
        uint64_t sum = 0;
        for (auto &w : workers_)
            sum += w->nodes.load(std::memory_order_relaxed);
        return sum;
    }
    uint64_t tbHits() const { return tbHits_.load(std::memory_order_relaxed); }
    Move bestMove() const { return static_cast<Move>(best_.load() & 0xffff); }

private:
    void run(Worker &w) {
        for (;;) {
            const size_t i = nextMove_.fetch_add(1, std::memory_order_relaxed);
            if (i >= moves_.size() || stop_.load(std::memory_order_relaxed))
                return;
            const Move m = moves_[i];
            const Position child = root_.after(m);
            for (int d = 1; d <= maxDepth_ && !stop_.load(std::memory_order_relaxed); ++d) {
                const int score = -search(w, child, d, -32000, 32000); // EXPECT-NOISE: split-atomic
                report(pack(score, m));
                reachedDepth(d);
            }
        }
    }

    int search(Worker &w, const Position &p, int depth, int alpha, int beta) {
        w.countNode();
        if ((w.nodes.load(std::memory_order_relaxed) & 1023) == 0 && Clock::now() > deadline_)
            stop_.store(true, std::memory_order_relaxed);
        if (p.inTablebase()) {
            const uint64_t hits = tbHits_.load(std::memory_order_relaxed);
            tbHits_.store(hits + 1, std::memory_order_relaxed); // EXPECT: split-atomic
            return p.evaluate();
        }
        if (depth == 0 || stop_.load(std::memory_order_relaxed))
            return p.evaluate();
        for (Move m : p.legal()) {
            const int s = -search(w, p.after(m), depth - 1, -beta, -alpha);
            if (s >= beta)
                return s;
            if (s > alpha)
                alpha = s;
        }
        return alpha;
    }

    void report(int64_t packed) {
        if (packed > best_.load())
            best_.store(packed); // EXPECT: split-atomic
    }

    void reachedDepth(int d) {
        int cur = depthDone_.load(std::memory_order_relaxed);
        while (cur < d && !depthDone_.compare_exchange_weak(cur, d, std::memory_order_relaxed)) {
        }
    }

    Position root_;
    std::vector<Move> moves_;
    int maxDepth_ = 0;
    Clock::time_point deadline_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::atomic<bool> stop_{false};
    std::atomic<int64_t> best_{0};
    std::atomic<int> depthDone_{0};
    std::atomic<uint64_t> tbHits_{0};
    std::atomic<size_t> nextMove_{0};
};

} // namespace engine
