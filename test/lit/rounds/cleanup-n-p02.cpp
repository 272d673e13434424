// RUN: %tocsin %s
// STD: c++20
// HLS packager: rolling window of segments, one directory per channel session.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using std::chrono::minutes;
using std::chrono::seconds;

namespace hls {

class Packager {
public:
    explicit Packager(fs::path root) : root_(std::move(root)) {
        janitor_ = std::jthread([this](std::stop_token st) {
            while (!st.stop_requested()) {
                std::this_thread::sleep_for(seconds(10));
                sweepChannels();
                closeSilent();
                dropIngestScratch();
            }
        });
    }

    // HTTP workers: hand out the path, sendfile() happens after return.
    fs::path segmentFor(const std::string &channel, unsigned seq) {
        std::lock_guard g(mu_);
        auto &ch = channels_[channel];
        ch.lastPlaylist = std::chrono::system_clock::now();
        return root_ / channel / ("seg" + std::to_string(seq) + ".ts");
    }

    void viewerJoined(const std::string &channel) {
        std::lock_guard g(mu_);
        channels_[channel].viewers++;
    }
    void viewerLeft(const std::string &channel) {
        std::lock_guard g(mu_);
        channels_[channel].viewers--;
    }

private:
    struct Channel {
        unsigned viewers = 0;
        bool ingesting = false;
        bool announced = false;
        std::chrono::system_clock::time_point lastPlaylist{};
    };

    void sweepChannels() {
        const auto now = fs::file_time_type::clock::now();
        std::error_code ec;
        for (const auto &dir : fs::directory_iterator(root_, ec)) {
            if (!dir.is_directory(ec))
                continue;
            const auto age = now - dir.last_write_time(ec);
            if (ec || age < minutes(30))
                continue;
            fs::remove_all(dir.path(), ec); // EXPECT: timestamp-cleanup
        }
    }

    void closeSilent() {
        std::lock_guard g(mu_);
        const auto now = std::chrono::system_clock::now();
        for (auto &[name, ch] : channels_) {
            if (ch.announced && now - ch.lastPlaylist > minutes(2)) { // EXPECT: wall-clock-interval
                ch.announced = false;
                withdrawn_.push_back(name);
            }
        }
    }

    void dropIngestScratch() {
        std::lock_guard g(mu_);
        std::error_code ec;
        const auto cutoff = fs::file_time_type::clock::now() - minutes(5);
        for (auto &[name, ch] : channels_) {
            const fs::path scratch = root_ / (name + ".ingest");
            if (ch.ingesting || ch.viewers != 0)
                continue;
            if (fs::last_write_time(scratch, ec) < cutoff && !ec)
                fs::remove(scratch, ec);
        }
    }

    fs::path root_;
    std::mutex mu_;
    std::map<std::string, Channel> channels_;
    std::vector<std::string> withdrawn_;
    std::jthread janitor_;
};

} // namespace hls

int main(int argc, char **argv) {
    hls::Packager p(argc > 1 ? argv[1] : "/var/lib/hls");
    p.viewerJoined("one");
    p.segmentFor("one", 1);
    p.viewerLeft("one");
}
