#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace settle {

struct Position {
    std::int64_t quantity = 0;
    std::int64_t notional = 0;
};

struct Trade {
    std::string book;
    std::int64_t quantity = 0;
    std::int64_t price = 0;
};

class Engine {
public:
    explicit Engine(const std::vector<Trade>& backlog);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void submit(Trade t);
    Position position(const std::string& book);
    std::mutex& mutex() { return mu_; }

    // To be called with mutex() held.
    void apply(const Trade& t);

private:
    void run();

    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Trade> queue_;
    std::unordered_map<std::string, Position> books_;
    std::size_t outstanding_ = 0;
    bool closing_ = false;
    std::thread settler_;
};

// Corrections entered by the operators, one session per operator thread.
class Desk {
public:
    explicit Desk(Engine& engine) : engine_(engine) {}
    void correct(const std::string& book, std::int64_t quantity, std::int64_t price);
    void bust(const Trade& t);

private:
    Engine& engine_;
};

}  // namespace settle
