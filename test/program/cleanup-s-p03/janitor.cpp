#include "claims.h"
#include "policy.h"
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

namespace ingest {

class Janitor {
public:
    Janitor(fs::path root, ClaimTable &claims) : root_(std::move(root)), claims_(claims) {}
    void sweepPartials();
    void sweepChunks();
    std::size_t dropped() const { return dropped_.load(); }

private:
    bool discard(const fs::path &p);

    fs::path root_;
    ClaimTable &claims_;
    RetentionPolicy policy_;
    std::atomic<std::size_t> dropped_{0};
};

bool Janitor::discard(const fs::path &p)
{
    std::error_code ec;
    if (!fs::remove(p, ec))
        return false;
    ++dropped_;
    return true;
}

void Janitor::sweepPartials()
{
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(root_ / "partial", ec)) {
        if (!e.is_regular_file(ec))
            continue;
        if (RetentionPolicy::outlived(e, policy_.partials))
            discard(e.path()); // EXPECT: timestamp-cleanup
    }
}

void Janitor::sweepChunks()
{
    std::error_code ec;
    for (const auto &e : fs::directory_iterator(root_ / "chunks", ec)) {
        Claim claim(claims_, e.path().filename().string());
        if (!claim)
            continue;
        if (!RetentionPolicy::outlived(e, policy_.chunks))
            continue;
        discard(e.path()); // EXPECT-NOISE: timestamp-cleanup
    }
}

// One uploader continues a staged file; the name stays claimed meanwhile.
bool resumeUpload(ClaimTable &claims, const fs::path &file, const std::function<bool(const fs::path &)> &send)
{
    Claim claim(claims, file.filename().string());
    if (!claim)
        return false;
    return send(file);
}

void runIngest(Janitor &j, ClaimTable &claims, const std::vector<fs::path> &files,
               const std::function<bool(const fs::path &)> &send)
{
    std::jthread cleaner([&](std::stop_token st) {
        while (!st.stop_requested()) {
            j.sweepPartials();
            j.sweepChunks();
            std::this_thread::sleep_for(std::chrono::minutes(5));
        }
    });
    for (const auto &f : files)
        resumeUpload(claims, f, send);
}

} // namespace ingest
