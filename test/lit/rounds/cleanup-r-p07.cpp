// RUN: %tocsin %s
// STD: c++20
// Open tile archives of the map server.
#include <atomic>
#include <chrono>
#include <fcntl.h>
#include <iterator>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace tiles {

using Clock = std::chrono::steady_clock;

class Archive {
public:
    Archive(const std::string &path, int zoom) : zoom_(zoom) {
        fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0) throw std::runtime_error("cannot open " + path);
    }
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;
    ~Archive() { ::close(fd_); }

    bool read(std::size_t offset, std::vector<char> &out) const {
        const ssize_t n = ::pread(fd_, out.data(), out.size(), static_cast<off_t>(offset));
        return n == static_cast<ssize_t>(out.size());
    }
    int zoom() const { return zoom_; }

private:
    int fd_ = -1;
    int zoom_;
};

class ArchivePool {
public:
    explicit ArchivePool(Clock::duration idle) : idle_(idle) {}

    std::shared_ptr<const Archive> get(const std::string &path, int zoom) {
        const std::lock_guard lk(mu_);
        Slot &s = slots_[path];
        if (!s.archive) {
            try {
                s.archive = std::make_shared<Archive>(path, zoom);
            } catch (...) {
                slots_.erase(path);
                throw;
            }
        }
        s.touched = Clock::now();
        return s.archive;
    }

    std::size_t close_idle() {
        std::vector<std::shared_ptr<Archive>> closing;
        {
            const std::lock_guard lk(mu_);
            const auto cutoff = Clock::now() - idle_;
            for (auto it = slots_.begin(); it != slots_.end();) {
                Slot &s = it->second;
                if (s.touched > cutoff) {
                    ++it;
                    continue;
                }
                if (s.archive.use_count() > 1) {
                    s.touched = Clock::now();
                    ++it;
                    continue;
                }
                closing.push_back(std::move(s.archive));
                it = slots_.erase(it);
            }
        }
        return closing.size();
    }

    std::size_t size() const {
        const std::lock_guard lk(mu_);
        return slots_.size();
    }

private:
    struct Slot {
        std::shared_ptr<Archive> archive;
        Clock::time_point touched;
    };

    const Clock::duration idle_;
    mutable std::mutex mu_;
    std::unordered_map<std::string, Slot> slots_;
};

}  // namespace tiles

int main(int argc, char **argv) {
    tiles::ArchivePool pool(std::chrono::seconds(20));
    std::atomic<bool> stop{false};
    std::thread closer([&] {
        while (!stop.load()) {
            pool.close_idle();
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&, w] {
            std::vector<char> tile(4096);
            for (int i = 1; i < argc; ++i) {
                try {
                    auto a = pool.get(argv[i], w);
                    a->read(static_cast<std::size_t>(w) * tile.size(), tile);
                } catch (const std::exception &) {
                    continue;
                }
            }
        });
    for (auto &t : workers) t.join();
    stop = true;
    closer.join();
}
