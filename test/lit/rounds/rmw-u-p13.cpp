// RUN: %tocsin %s
// STD: c++20
// Watches a set of targets from a background thread.
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace watch {

struct Target {
    std::string url;
    int failures = 0;
};

class Prober {
public:
    explicit Prober(std::vector<std::string> initial);
    ~Prober();

    void add(std::string url);
    std::size_t outstanding() const;

private:
    void run();
    bool probe(Target& t);

    mutable std::mutex mu_;
    std::condition_variable cv_;
    std::deque<Target> queue_;
    std::size_t outstanding_ = 0;
    std::size_t done_ = 0;
    bool stop_ = false;
    std::chrono::milliseconds pause_{5};
    std::thread worker_;
};

Prober::Prober(std::vector<std::string> initial) {
    for (auto& u : initial)
        queue_.push_back(Target{std::move(u)});
    worker_ = std::thread(&Prober::run, this);
    std::printf("probing %zu targets\n", initial.size());
    outstanding_ += initial.size(); // EXPECT: lost-update
}

Prober::~Prober() {
    {
        std::lock_guard<std::mutex> lk(mu_);
        stop_ = true;
    }
    cv_.notify_all();
    worker_.join();
    if (outstanding_ > 0)
        std::printf("%zu targets left unprobed\n", outstanding_);
}

void Prober::add(std::string url) {
    {
        std::lock_guard<std::mutex> lk(mu_);
        queue_.push_back(Target{std::move(url)});
        ++outstanding_;
    }
    cv_.notify_one();
}

std::size_t Prober::outstanding() const {
    std::lock_guard<std::mutex> lk(mu_);
    return outstanding_;
}

bool Prober::probe(Target& t) {
    std::this_thread::sleep_for(pause_);
    if (t.url.empty()) {
        ++t.failures;
        return false;
    }
    return true;
}

void Prober::run() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
        cv_.wait(lk, [this] { return stop_ || !queue_.empty(); });
        if (stop_)
            return;
        Target t = std::move(queue_.front());
        queue_.pop_front();
        lk.unlock();
        bool ok = probe(t);
        lk.lock();
        if (ok || t.failures > 3) {
            --outstanding_;
            ++done_;
        } else {
            queue_.push_back(std::move(t));
        }
    }
}

// Prints a fixed list once.
class OneShot {
public:
    explicit OneShot(std::vector<std::string> urls) : urls_(std::move(urls)) {
        left_ = urls_.size();
        left_ += 1;  // summary line
        worker_ = std::thread([this] { run(); });
    }
    ~OneShot() {
        worker_.join();
        left_ = 0;
    }
    std::size_t left() const {
        std::lock_guard<std::mutex> lk(mu_);
        return left_;
    }

private:
    void run() {
        for (const auto& u : urls_) {
            std::printf("%s\n", u.c_str());
            std::lock_guard<std::mutex> lk(mu_);
            --left_;
        }
        std::lock_guard<std::mutex> lk(mu_);
        --left_;
    }

    mutable std::mutex mu_;
    std::vector<std::string> urls_;
    std::size_t left_ = 0;
    std::thread worker_;
};

}  // namespace watch

int main(int argc, char** argv) {
    std::vector<std::string> urls(argv + 1, argv + argc);
    watch::OneShot list(urls);
    watch::Prober p(urls);
    p.add("http://localhost/health");
    while (p.outstanding() > 0 || list.left() > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}
