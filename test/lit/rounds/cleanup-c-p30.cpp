// RUN: %tocsin %s
// STD: c++20
// Resumable upload endpoint: each upload has a staging directory that receives chunks.
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace upload {

static std::uint64_t nowMs() {
    timeval tv{};
    gettimeofday(&tv, nullptr);
    return std::uint64_t(tv.tv_sec) * 1000u + std::uint64_t(tv.tv_usec) / 1000u;
}

struct Upload {
    std::string token;
    std::filesystem::path staging;
    std::uint64_t started_ms = 0;
    std::uint64_t received = 0;
    int writers = 0;
};

class UploadTable {
public:
    explicit UploadTable(std::filesystem::path root) : root_(std::move(root)) {}

    void begin(const std::string &token) {
        std::lock_guard<std::mutex> lk(mu_);
        Upload &u = uploads_[token];
        u.token = token;
        u.staging = root_ / token;
        u.started_ms = nowMs();
        std::error_code ec;
        std::filesystem::create_directories(u.staging, ec);
    }

    bool chunk(const std::string &token, std::uint64_t index, const std::string &data) {
        std::filesystem::path dir;
        {
            std::lock_guard<std::mutex> lk(mu_);
            auto it = uploads_.find(token);
            if (it == uploads_.end())
                return false;
            ++it->second.writers;
            dir = it->second.staging;
        }
        std::ofstream out(dir / std::to_string(index), std::ios::binary);
        out << data;
        std::lock_guard<std::mutex> lk(mu_);
        auto it = uploads_.find(token);
        if (it != uploads_.end()) {
            --it->second.writers;
            it->second.received += data.size();
        }
        return static_cast<bool>(out);
    }

    void abandonOld(std::uint64_t max_ms) {
        const std::uint64_t now = nowMs();
        std::lock_guard<std::mutex> lk(mu_);
        for (auto &[token, u] : uploads_) {
            if (now - u.started_ms > max_ms) { // EXPECT: wall-clock-interval
                std::error_code ec;
                std::filesystem::remove_all(u.staging, ec); // EXPECT: timestamp-cleanup
                if (ec)
                    std::cerr << token << ": " << ec.message() << '\n';
            }
        }
    }

    std::uint64_t bytes() {
        std::lock_guard<std::mutex> lk(mu_);
        std::uint64_t sum = 0;
        for (const auto &[token, u] : uploads_)
            sum += u.received;
        return sum;
    }

private:
    std::filesystem::path root_;
    std::mutex mu_;
    std::map<std::string, Upload> uploads_;
};

} // namespace upload

int main() {
    upload::UploadTable table("/var/spool/uploads");
    std::vector<std::thread> clients;
    for (int c = 0; c < 3; ++c)
        clients.emplace_back([&table, c] {
            const std::string token = "tok" + std::to_string(c);
            table.begin(token);
            for (std::uint64_t i = 0; i < 8; ++i)
                table.chunk(token, i, std::string(4096, 'x'));
        });
    std::thread cleaner([&table] {
        for (int i = 0; i < 3; ++i) {
            table.abandonOld(3600u * 1000u);
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    for (auto &t : clients)
        t.join();
    cleaner.join();
    std::cout << table.bytes() << '\n';
}
