// RUN: %tocsin %s
// STD: c++20
// Segment retention for the channel recorder. Several recorder processes may
// point at one volume; segments are written by the capture user.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace dvr {

struct RetentionPolicy {
    std::chrono::hours keep{72};
    std::uintmax_t scrubAbove{512ull << 20};
};

struct SweepResult {
    unsigned scrubbed = 0;
    unsigned dropped = 0;
    std::uintmax_t bytes = 0;
};

class SegmentJanitor {
public:
    SegmentJanitor(fs::path root, RetentionPolicy policy)
        : root_(std::move(root)), policy_(policy), index_(root_ / "channel.idx") {}

    SweepResult sweep();
    bool ensureIndex(const std::string& channel);
    std::uintmax_t usage() const;

private:
    static bool isSegment(const fs::path& p) {
        const auto ext = p.extension();
        return ext == ".ts" || ext == ".m4s";
    }

    fs::path root_;
    RetentionPolicy policy_;
    fs::path index_;
};

SweepResult SegmentJanitor::sweep() {
    SweepResult result;
    std::error_code ec;
    const auto cutoff = fs::file_time_type::clock::now() - policy_.keep;

    for (const fs::directory_entry& entry : fs::directory_iterator(root_, ec)) {
        if (!isSegment(entry.path()))
            continue;
        if (entry.is_symlink(ec) || !entry.is_regular_file(ec))
            continue;

        const auto size = entry.file_size(ec);
        if (size > policy_.scrubAbove) {
            // big segments are cut first: unlinking them stalls ext4 for seconds
            fs::resize_file(entry.path(), 0, ec); // EXPECT: file-toctou
            if (!ec) {
                ++result.scrubbed;
                result.bytes += size;
            }
            continue;
        }

        const auto stamp = entry.last_write_time(ec);
        if (ec || stamp > cutoff)
            continue;
        if (fs::remove(entry.path(), ec)) { // EXPECT: file-toctou, timestamp-cleanup
            ++result.dropped;
            result.bytes += size;
        }
    }
    return result;
}

bool SegmentJanitor::ensureIndex(const std::string& channel) {
    std::ifstream probe(index_);
    if (probe.good())
        return true;

    std::ofstream fresh(index_); // EXPECT: file-toctou
    if (!fresh)
        return false;
    fresh << "channel=" << channel << "\nsegments=0\n";
    return static_cast<bool>(fresh.flush());
}

std::uintmax_t SegmentJanitor::usage() const {
    std::uintmax_t total = 0;
    std::error_code ec;
    for (const auto& entry : fs::recursive_directory_iterator(root_, ec)) {
        const auto n = entry.file_size(ec);
        if (!ec)
            total += n;
    }
    return total;
}

} // namespace dvr

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    dvr::SegmentJanitor janitor(argv[1], {});
    if (!janitor.ensureIndex(argv[2])) {
        std::cerr << "cannot set up index in " << argv[1] << '\n';
        return 1;
    }
    const auto before = janitor.usage();
    const auto r = janitor.sweep();
    std::cout << "usage " << before << ", scrubbed " << r.scrubbed << ", dropped " << r.dropped
              << ", freed " << r.bytes << '\n';
    return 0;
}
