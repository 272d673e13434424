// RUN: %tocsin %s
// STD: c++20
// Keeps the newest model bundles of the scoring server on disk.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace scoring {

class BundleStore {
public:
    class Handle {
    public:
        Handle(BundleStore &store, std::string name) : store_(&store), name_(std::move(name)) {}
        Handle(Handle &&o) noexcept : store_(std::exchange(o.store_, nullptr)), name_(std::move(o.name_)) {}
        Handle &operator=(Handle &&) = delete;
        ~Handle() {
            if (store_) store_->close(name_);
        }
        fs::path path() const { return store_->root_ / name_; }

    private:
        BundleStore *store_;
        std::string name_;
    };

    BundleStore(fs::path root, std::size_t keep) : root_(std::move(root)), keep_(keep) {}

    std::unique_ptr<Handle> open(const std::string &name) {
        std::scoped_lock lk(mu_);
        if (!fs::is_directory(root_ / name)) return nullptr;
        ++opened_[name];
        return std::make_unique<Handle>(*this, name);
    }

    void set_default(std::string name) {
        std::scoped_lock lk(mu_);
        default_ = std::move(name);
    }

    std::size_t trim() {
        std::scoped_lock lk(mu_);
        std::vector<Candidate> all = list();
        std::ranges::sort(all, std::greater<>{}, &Candidate::written);

        const std::unordered_set<std::string> live = live_names();
        std::size_t rank = 0, dropped = 0;
        for (const Candidate &c : all) {
            const bool keep = rank++ < keep_ || live.contains(c.name);
            if (keep) continue;
            std::error_code ec;
            fs::remove_all(root_ / c.name, ec);
            if (ec)
                std::clog << "bundle " << c.name << ": " << ec.message() << '\n';
            else
                ++dropped;
        }
        return dropped;
    }

private:
    struct Candidate {
        std::string name;
        fs::file_time_type written;
    };

    std::vector<Candidate> list() const {
        std::vector<Candidate> out;
        std::error_code ec;
        for (const auto &entry : fs::directory_iterator(root_, ec)) {
            if (!entry.is_directory()) continue;
            const auto when = fs::last_write_time(entry.path(), ec);
            if (ec) continue;
            out.push_back({entry.path().filename().string(), when});
        }
        return out;
    }

    std::unordered_set<std::string> live_names() const {
        std::unordered_set<std::string> live;
        for (const auto &[name, users] : opened_)
            if (users > 0) live.insert(name);
        if (!default_.empty()) live.insert(default_);
        return live;
    }

    void close(const std::string &name) {
        std::scoped_lock lk(mu_);
        auto it = opened_.find(name);
        if (it != opened_.end() && --it->second == 0) opened_.erase(it);
    }

    const fs::path root_;
    const std::size_t keep_;
    std::mutex mu_;
    std::map<std::string, int> opened_;
    std::string default_;
};

}  // namespace scoring

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    scoring::BundleStore store(argv[1], 5);
    std::jthread janitor([&](std::stop_token st) {
        while (!st.stop_requested()) {
            store.trim();
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    for (std::string name; std::getline(std::cin, name);) {
        auto h = store.open(name);
        if (!h) continue;
        store.set_default(name);
        std::cout << h->path() << '\n';
    }
}
