// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

class DumpShelf {
public:
    void put(const std::string& id, fs::path p) {
        std::lock_guard<std::mutex> g(mu_);
        shelf_[id] = Dump{std::move(p), SteadyClock::now(), 0};
    }

    bool analyse(const std::string& id, std::ostream& out) {
        fs::path p;
        {
            std::lock_guard<std::mutex> g(mu_);
            auto it = shelf_.find(id);
            if (it == shelf_.end()) return false;
            ++it->second.readers;
            p = it->second.file;
        }
        std::ifstream in(p, std::ios::binary);
        out << in.rdbuf();
        std::lock_guard<std::mutex> g(mu_);
        Dump& d = shelf_.at(id);
        --d.readers;
        d.last_opened = SteadyClock::now();
        return true;
    }

    void nominate(std::chrono::minutes idle) {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = SteadyClock::now();
        for (const auto& [id, d] : shelf_)
            if (now - d.last_opened > idle) nominated_.push_back(id);
        cv_.notify_one();
    }

    void close() {
        std::lock_guard<std::mutex> g(mu_);
        closing_ = true;
        cv_.notify_all();
    }

    void worker(std::chrono::minutes idle) {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            cv_.wait(lk, [&] { return closing_ || !nominated_.empty(); });
            if (nominated_.empty()) return;
            const std::string id = std::move(nominated_.front());
            nominated_.pop_front();
            auto it = shelf_.find(id);
            if (it == shelf_.end()) continue;
            if (it->second.readers > 0) continue;
            if (SteadyClock::now() - it->second.last_opened <= idle) continue;
            std::error_code ec;
            fs::remove(it->second.file, ec);
            if (ec) std::cerr << it->second.file << ": " << ec.message() << '\n';
            shelf_.erase(it);
        }
    }

private:
    struct Dump {
        fs::path file;
        SteadyClock::time_point last_opened;
        int readers = 0;
    };
    std::mutex mu_;
    std::condition_variable cv_;
    std::unordered_map<std::string, Dump> shelf_;
    std::deque<std::string> nominated_;
    bool closing_ = false;
};

int main() {
    DumpShelf shelf;
    shelf.put("c17", "/var/crash/c17.core");
    std::thread w([&] { shelf.worker(std::chrono::minutes(20)); });
    shelf.analyse("c17", std::cout);
    shelf.nominate(std::chrono::minutes(20));
    shelf.close();
    w.join();
}
