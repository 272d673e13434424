// RUN: %tocsin %s
// STD: c++20
// Log indexer: segments are built by workers, handed over, and merged at the end.
#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

class Segment {
public:
    explicit Segment(uint32_t id) : id_(id) {}
    void add(std::string_view term, uint32_t doc) {
        auto& list = postings_[std::string(term)];
        if (list.empty() || list.back() != doc)
            list.push_back(doc);
        ++tokens_;
        maxDoc_ = std::max(maxDoc_, doc);
    }
    void absorb(Segment& other) {
        for (auto& [term, docs] : other.postings_) {
            auto& mine = postings_[term];
            mine.insert(mine.end(), docs.begin(), docs.end());
        }
        tokens_ += other.tokens_;
        maxDoc_ = std::max(maxDoc_, other.maxDoc_);
        other.tokens_ = 0;
    }
    uint64_t tokens() const { return tokens_; }
    size_t terms() const { return postings_.size(); }
    uint32_t id() const { return id_; }
private:
    uint32_t id_;
    std::map<std::string, std::vector<uint32_t>> postings_;
    uint64_t tokens_ = 0;
    uint32_t maxDoc_ = 0;
};

struct Batch {
    uint32_t firstDoc = 0;
    std::vector<std::string> lines;
};

template <class T>
class Mailbox {
public:
    void put(std::unique_ptr<T> item) {
        std::lock_guard g(mu_);
        items_.push_back(std::move(item));
        ++puts_;
        cv_.notify_one();
    }
    std::unique_ptr<T> take() {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [&] { return !items_.empty() || done_; });
        if (items_.empty())
            return nullptr;
        auto item = std::move(items_.front());
        items_.pop_front();
        return item;
    }
    void finish() {
        std::lock_guard g(mu_);
        done_ = true;
        cv_.notify_all();
    }
private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<std::unique_ptr<T>> items_;
    uint64_t puts_ = 0;
    bool done_ = false;
};

class Indexer {
    struct Worker {
        std::thread thread;
        uint64_t batches = 0;
        uint64_t lines = 0;
        std::exception_ptr error;
    };
public:
    explicit Indexer(unsigned n) : workers_(n) {
        next_ = 1;
        for (auto& w : workers_)
            w.thread = std::thread([this, &w] { loop(w); });
    }
    void submit(std::vector<std::string> lines) {
        auto b = std::make_unique<Batch>();
        b->firstDoc = docs_;
        docs_ += uint32_t(lines.size());
        b->lines = std::move(lines);
        inbox_.put(std::move(b));
    }
    std::unique_ptr<Segment> finish() {
        inbox_.finish();
        for (auto& w : workers_) {
            w.thread.join();
            batches_ += w.batches;
            if (w.error)
                std::rethrow_exception(w.error);
        }
        auto all = std::make_unique<Segment>(next_++);
        outbox_.finish();
        while (auto s = outbox_.take())
            all->absorb(*s);
        return all;
    }
    uint64_t batches() const { return batches_; }
private:
    void loop(Worker& w) {
        try {
            auto seg = std::make_unique<Segment>(0);
            while (auto b = inbox_.take()) {
                ++w.batches;
                for (size_t i = 0; i < b->lines.size(); ++i)
                    seg->add(b->lines[i], b->firstDoc + uint32_t(i));
                w.lines += b->lines.size();
                if (seg->tokens() > 10000) {
                    outbox_.put(std::move(seg));
                    seg = std::make_unique<Segment>(0);
                }
            }
            outbox_.put(std::move(seg));
        } catch (...) {
            w.error = std::current_exception();
        }
    }
    Mailbox<Batch> inbox_;
    Mailbox<Segment> outbox_;
    uint32_t docs_ = 0;
    uint32_t next_ = 0;
    uint64_t batches_ = 0;
    std::vector<Worker> workers_;
};

int main() {
    Indexer ix(4);
    for (int i = 0; i < 100; ++i)
        ix.submit({"error", "warn", "info"});
    auto seg = ix.finish();
    std::cout << seg->terms() << ' ' << seg->tokens() << ' ' << ix.batches() << '\n';
}
