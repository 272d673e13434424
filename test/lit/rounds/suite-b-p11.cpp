// RUN: %tocsin %s
// STD: c++20
// p11: what an atomic stands for varies: index, reference count, state, record, list, drain, flag.
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

enum class State { Idle, Running, Done };

struct Level {
    short level;
    short step;
};

using Names = std::vector<std::string>;

class Hub {
public:
    // an index that goes round
    std::size_t pick_a(std::size_t n)
    {
        const std::size_t i = next_.load();
        next_.store((i + 1) % n); // EXPECT: split-atomic
        return i;
    }
    std::size_t pick_b(std::size_t n)
    {
        std::size_t i = turn_.load();
        while (!turn_.compare_exchange_weak(i, (i + 1) % n)) {
        }
        return i;
    }

    // a state
    bool begin_a()
    {
        if (state_.load() != State::Idle)
            return false;
        state_.store(State::Running); // EXPECT: split-atomic
        return true;
    }
    bool begin_b()
    {
        State want = State::Idle;
        return phase_.compare_exchange_strong(want, State::Running);
    }

    // a small record
    void raise_a()
    {
        Level l = level_.load();
        l.level = static_cast<short>(l.level + l.step);
        level_.store(l); // EXPECT: split-atomic
    }

    // a list that is copied to be changed
    void enlist_a(const std::string& who)
    {
        auto copy = std::make_shared<Names>(*names_.load());
        copy->push_back(who);
        names_.store(copy); // EXPECT: split-atomic
    }
    void enlist_b(const std::string& who)
    {
        std::lock_guard<std::mutex> writers(writers_);
        auto copy = std::make_shared<Names>(*guests_.load());
        copy->push_back(who);
        guests_.store(copy);
    }

    // what has gathered is taken away
    long drain_a()
    {
        const long n = pending_.load();
        pending_.store(0); // EXPECT: split-atomic
        return n;
    }
    long drain_b() { return waiting_.exchange(0); }

    void arrive()
    {
        pending_.fetch_add(1);
        waiting_.fetch_add(1);
    }
    bool lists(std::size_t n) const { return names_.load()->size() + guests_.load()->size() > n; }

private:
    std::atomic<std::size_t> next_{0}, turn_{0};
    std::atomic<State> state_{State::Idle}, phase_{State::Idle};
    std::atomic<Level> level_{Level{0, 1}};
    std::atomic<std::shared_ptr<Names>> names_{std::make_shared<Names>()}, guests_{std::make_shared<Names>()};
    std::mutex writers_;
    std::atomic<long> pending_{0}, waiting_{0};
};

void drive(Hub& hub)
{
    std::vector<std::jthread> crew;
    for (int i = 0; i < 4; ++i)
        crew.emplace_back([&hub, i] {
            hub.pick_a(3);
            hub.pick_b(3);
            hub.begin_a();
            hub.begin_b();
            hub.raise_a();
            hub.enlist_a(std::to_string(i));
            hub.enlist_b(std::to_string(i));
            hub.arrive();
            hub.drain_a();
            hub.drain_b();
        });
}
