// RUN: %tocsin %s
// STD: c++20
// Tile server: scanner and remover run in separate threads so that the scan of
// the tree is not held up by slow unlinks.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace tiles {

template <typename T>
class Channel {
public:
    void push(T v) {
        {
            std::lock_guard lk(mu_);
            q_.push_back(std::move(v));
        }
        cv_.notify_one();
    }
    std::optional<T> pop() {
        std::unique_lock lk(mu_);
        cv_.wait(lk, [&] { return closed_ || !q_.empty(); });
        if (q_.empty())
            return std::nullopt;
        T v = std::move(q_.front());
        q_.pop_front();
        return v;
    }
    void close() {
        {
            std::lock_guard lk(mu_);
            closed_ = true;
        }
        cv_.notify_all();
    }

private:
    std::mutex mu_;
    std::condition_variable cv_;
    std::deque<T> q_;
    bool closed_ = false;
};

struct Outdated {
    fs::path layer_dir;
    std::uintmax_t tiles;
};

class LayerJanitor {
public:
    explicit LayerJanitor(fs::path root) : root_(std::move(root)), remover_([this] { drain(); }) {}
    ~LayerJanitor() {
        ch_.close();
        remover_.join();
    }

    // One directory per published layer build.
    void scan(std::chrono::hours horizon) {
        const auto cutoff = fs::file_time_type::clock::now() - horizon;
        for (auto& de : fs::directory_iterator(root_)) {
            if (!de.is_directory())
                continue;
            std::error_code ec;
            const auto built = fs::last_write_time(de.path(), ec);
            if (ec || built >= cutoff)
                continue;
            const auto n = std::distance(fs::directory_iterator(de.path()), fs::directory_iterator()); // EXPECT-NOISE: file-toctou
            ch_.push(Outdated{de.path(), static_cast<std::uintmax_t>(n)});
        }
    }

    std::uintmax_t removed() const { return removed_; }

private:
    void drain() {
        while (auto job = ch_.pop()) {
            std::error_code ec;
            fs::remove_all(job->layer_dir, ec); // EXPECT: timestamp-cleanup
            if (!ec)
                removed_ += job->tiles;
        }
    }

    fs::path root_;
    Channel<Outdated> ch_;
    std::uintmax_t removed_ = 0;
    std::thread remover_;
};

// HTTP side.
std::optional<std::string> read_tile(const fs::path& layer_dir, int z, int x, int y) {
    std::ifstream in(layer_dir / (std::to_string(z) + "_" + std::to_string(x) + "_" + std::to_string(y)),
                     std::ios::binary);
    if (!in)
        return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

} // namespace tiles
