// RUN: %tocsin %s
// STD: c++20
// Content-addressed blob store with delayed removal.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace blob {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Record {
    fs::path file;
    int handles = 0;
    int links = 0;
    std::optional<Clock::time_point> unlinked;
};

class Store;

class Handle {
public:
    Handle(Store &s, std::string key, fs::path file) : store_(&s), key_(std::move(key)), file_(std::move(file)) {}
    Handle(Handle &&o) noexcept : store_(std::exchange(o.store_, nullptr)), key_(std::move(o.key_)), file_(std::move(o.file_)) {}
    Handle(const Handle &) = delete;
    ~Handle();
    std::ifstream stream() const { return std::ifstream(file_, std::ios::binary); }

private:
    Store *store_;
    std::string key_;
    fs::path file_;
};

class Store {
public:
    explicit Store(fs::path root) : root_(std::move(root)) {}

    std::optional<Handle> open(const std::string &key) {
        std::lock_guard lk(mu_);
        auto it = records_.find(key);
        if (it == records_.end()) return std::nullopt;
        ++it->second.handles;
        return Handle(*this, key, it->second.file);
    }
    bool put(const std::string &key, const std::string &body) {
        std::lock_guard lk(mu_);
        Record &r = records_[key];
        ++r.links;
        r.unlinked.reset();
        if (!r.file.empty()) return true;
        r.file = root_ / key;
        std::ofstream out(r.file, std::ios::binary);
        out << body;
        return bool(out.flush());
    }
    void unlink(const std::string &key) {
        std::lock_guard lk(mu_);
        auto it = records_.find(key);
        if (it != records_.end() && it->second.links > 0 && --it->second.links == 0) it->second.unlinked = Clock::now();
    }
    std::size_t collect(std::chrono::seconds delay) {
        std::vector<std::string> due;
        const auto cutoff = Clock::now() - delay;
        {
            std::lock_guard lk(mu_);
            for (const auto &[key, r] : records_)
                if (r.unlinked && *r.unlinked < cutoff) due.push_back(key);
        }
        std::size_t n = 0;
        for (const auto &key : due) n += remove_if_unreferenced(key, cutoff);
        return n;
    }

private:
    friend class Handle;
    void close(const std::string &key) {
        std::lock_guard lk(mu_);
        --records_.at(key).handles;
    }
    bool remove_if_unreferenced(const std::string &key, Clock::time_point cutoff) {
        std::lock_guard lk(mu_);
        auto it = records_.find(key);
        if (it == records_.end()) return false;
        const Record &r = it->second;
        if (r.handles > 0 || r.links > 0 || !r.unlinked || *r.unlinked >= cutoff) return false;
        std::error_code ec;
        fs::remove(r.file, ec);
        if (ec) {
            std::cerr << r.file << ": " << ec.message() << '\n';
            return false;
        }
        records_.erase(it);
        return true;
    }

    fs::path root_;
    std::mutex mu_;
    std::unordered_map<std::string, Record> records_;
};

Handle::~Handle() {
    if (store_) store_->close(key_);
}

} // namespace blob

int main(int argc, char **argv) {
    blob::Store store(argc > 1 ? argv[1] : "/var/lib/blobs");
    std::atomic<bool> stop{false};
    std::thread collector([&] {
        while (!stop) {
            store.collect(std::chrono::seconds(120));
            std::this_thread::sleep_for(std::chrono::seconds(10));
        }
    });
    for (std::string verb, key; std::cin >> verb >> key;) {
        if (verb == "put") {
            store.put(key, key);
        } else if (verb == "rm") {
            store.unlink(key);
        } else if (auto h = store.open(key)) {
            std::cout << h->stream().rdbuf();
        }
    }
    stop = true;
    collector.join();
}
