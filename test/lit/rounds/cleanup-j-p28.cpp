// RUN: %tocsin %s
// STD: c++20
// Billing attachment store: "delete" in the UI only marks the blob; the purge
// task removes it for good after the recovery period.  Support staff can
// restore a blob, and exports open blobs directly.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <istream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace billing {

struct Blob {
    std::string id;
    std::time_t markedAt = 0;     // 0: live
    int openExports = 0;
};

class BlobStore {
public:
    BlobStore(fs::path root, long recoverySeconds)
        : root_(std::move(root)), recovery_(recoverySeconds) {}

    // Manifest rows: id and the epoch second of the mark, 0 when live.
    void loadManifest(std::istream& in) {
        std::lock_guard<std::mutex> g(mu_);
        Blob b;
        while (in >> b.id >> b.markedAt)
            blobs_[b.id] = b;
    }

    void softDelete(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = blobs_.find(id);
        if (it != blobs_.end())
            it->second.markedAt = std::time(nullptr);
    }

    void restore(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = blobs_.find(id);
        if (it != blobs_.end())
            it->second.markedAt = 0;
    }

    bool openForExport(const std::string& id) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = blobs_.find(id);
        if (it == blobs_.end())
            return false;
        ++it->second.openExports;
        return true;
    }

    std::size_t purge() {
        std::vector<std::string> due;
        const std::time_t now = std::time(nullptr);
        {
            std::lock_guard<std::mutex> g(mu_);
            for (const auto& [id, b] : blobs_) {
                if (b.markedAt != 0 && now - b.markedAt > recovery_)
                    due.push_back(id);
            }
        }
        std::size_t n = 0;
        for (const auto& id : due) {
            std::error_code ec;
            if (fs::remove(root_ / id, ec)) // EXPECT: timestamp-cleanup
                ++n;
            if (ec) {
                std::fprintf(stderr, "purge %s: %s\n", id.c_str(), ec.message().c_str());
                continue;
            }
            std::lock_guard<std::mutex> g(mu_);
            blobs_.erase(id);
        }
        return n;
    }

private:
    fs::path root_;
    long recovery_;
    std::mutex mu_;
    std::map<std::string, Blob> blobs_;
};

}  // namespace billing
