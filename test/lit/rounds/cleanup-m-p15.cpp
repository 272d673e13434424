// RUN: %tocsin %s
// STD: c++20
// Disk-backed object cache of the thumbnail service.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <unistd.h>

namespace fs = std::filesystem;

namespace thumbs {

using Clock = std::chrono::steady_clock;

struct Blob {
    fs::path file;
    int readers = 0;
    Clock::time_point added = Clock::now();
};

class Guard {
public:
    explicit Guard(std::mutex& m) : m_(m) { m_.lock(); }
    ~Guard() { m_.unlock(); }
    Guard(const Guard&) = delete;

private:
    std::mutex& m_;
};

class BlobCache {
public:
    bool openBlob(const std::string& id, fs::path* out) {
        Guard g(mu_);
        auto it = blobs_.find(id);
        if (it == blobs_.end()) return false;
        ++it->second.readers;
        *out = it->second.file;
        return true;
    }

    void closeBlob(const std::string& id) {
        Guard g(mu_);
        auto it = blobs_.find(id);
        if (it != blobs_.end()) --it->second.readers;
    }

    void addBlob(const std::string& id, fs::path file) {
        Guard g(mu_);
        blobs_[id].file = std::move(file);
    }

    // Regular pass, once a minute.
    void trim(Clock::duration ttl) {
        Guard g(mu_);
        const auto now = Clock::now();
        for (auto it = blobs_.begin(); it != blobs_.end();) {
            if (it->second.readers == 0 && now - it->second.added > ttl) {
                std::error_code ec;
                fs::remove(it->second.file, ec);
                it = blobs_.erase(it);
            } else {
                ++it;
            }
        }
    }

    // One object, on request of the storage quota job.
    bool trimOne(const std::string& id, Clock::duration ttl) {
        bool old = false;
        bool busy = true;
        fs::path file;
        {
            Guard g(mu_);
            auto it = blobs_.find(id);
            if (it == blobs_.end()) return false;
            old = Clock::now() - it->second.added > ttl;
            busy = it->second.readers > 0;
            file = it->second.file;
        }
        if (!old || busy) return false;
        std::error_code ec;
        return fs::remove(file, ec); // EXPECT: timestamp-cleanup
    }

    // Low disk: drop whatever has been around for long.
    std::size_t emergency(Clock::duration hard) {
        Guard g(mu_);
        const auto now = Clock::now();
        std::size_t n = 0;
        for (auto& [id, b] : blobs_) {
            if (b.readers == 0 || now - b.added > hard) {
                if (::unlink(b.file.c_str()) == 0) ++n; // EXPECT: timestamp-cleanup
            }
        }
        return n;
    }

private:
    std::mutex mu_;
    std::map<std::string, Blob> blobs_;
};

std::vector<char> render(BlobCache& cache, const std::string& id) {
    fs::path file;
    std::vector<char> out;
    if (!cache.openBlob(id, &file)) return out;
    if (std::FILE* f = std::fopen(file.c_str(), "rb")) {
        char buf[4096];
        std::size_t n;
        while ((n = std::fread(buf, 1, sizeof buf, f)) > 0) out.insert(out.end(), buf, buf + n);
        std::fclose(f);
    }
    cache.closeBlob(id);
    return out;
}

}  // namespace thumbs

int main() {
    thumbs::BlobCache cache;
    cache.addBlob("a1", "/var/cache/thumbs/a1");
    std::thread quota([&] {
        cache.trim(std::chrono::minutes(10));
        cache.trimOne("a1", std::chrono::minutes(1));
        if (fs::space("/var/cache").available < (1u << 20)) cache.emergency(std::chrono::minutes(2));
    });
    thumbs::render(cache, "a1");
    quota.join();
}
