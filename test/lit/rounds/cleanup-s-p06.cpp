// RUN: %tocsin %s
// STD: c++20
// Cursors of the query server. A cursor's own mutex is held for as long as a
// request iterates over it.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace qs {

using Clock = std::chrono::steady_clock;

class Cursor {
public:
    explicit Cursor(std::vector<int> rows) : rows_(std::move(rows)), last_access_(Clock::now()) {}

    std::unique_lock<std::mutex> tryEnter() { return std::unique_lock(mu_, std::try_to_lock); }

    std::vector<int> nextBatch(std::size_t n)
    {
        std::vector<int> out;
        while (n-- > 0 && pos_ < rows_.size())
            out.push_back(rows_[pos_++]);
        last_access_ = Clock::now();
        return out;
    }

    Clock::duration sinceLastAccess(Clock::time_point now)
    {
        std::unique_lock lk(mu_, std::try_to_lock);
        if (!lk.owns_lock())
            return Clock::duration::zero();
        return now - last_access_;
    }

private:
    std::mutex mu_;
    std::vector<int> rows_;
    std::size_t pos_ = 0;
    Clock::time_point last_access_;
};

enum class FetchResult { Ok, NotFound, Busy };

class CursorManager {
public:
    explicit CursorManager(Clock::duration ttl) : ttl_(ttl), sweeper_([this](std::stop_token st) { run(st); }) {}

    int open(std::vector<int> rows)
    {
        std::lock_guard lk(mu_);
        cursors_.emplace(++next_id_, std::make_unique<Cursor>(std::move(rows)));
        return next_id_;
    }

    FetchResult fetch(int id, std::size_t n, std::vector<int> &out)
    {
        std::unique_lock<std::mutex> busy;
        Cursor *c;
        {
            std::lock_guard lk(mu_);
            const auto it = cursors_.find(id);
            if (it == cursors_.end())
                return FetchResult::NotFound;
            c = it->second.get();
            busy = c->tryEnter();
        }
        if (!busy.owns_lock())
            return FetchResult::Busy;
        out = c->nextBatch(n);
        return FetchResult::Ok;
    }

private:
    void run(std::stop_token st)
    {
        while (!st.stop_requested()) {
            sweep();
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    }

    void sweep()
    {
        std::lock_guard lk(mu_);
        const auto now = Clock::now();
        for (auto it = cursors_.begin(); it != cursors_.end();) {
            if (it->second->sinceLastAccess(now) > ttl_)
                it = cursors_.erase(it); // EXPECT-NOISE: timestamp-cleanup
            else
                ++it;
        }
    }

    std::mutex mu_;
    std::map<int, std::unique_ptr<Cursor>> cursors_;
    int next_id_ = 0;
    Clock::duration ttl_;
    std::jthread sweeper_;
};

} // namespace qs

int main()
{
    qs::CursorManager m(std::chrono::minutes(10));
    std::vector<int> batch;
    return m.fetch(m.open({1, 2, 3}), 2, batch) != qs::FetchResult::Ok;
}
