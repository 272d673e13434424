// RUN: %tocsin %s
// STD: c++20
// LSM engine: collecting obsolete table files after a flush or compaction.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace lsm {

namespace fs = std::filesystem;

struct Version {
    std::set<uint64_t> files;
};

class Engine {
public:
    explicit Engine(fs::path dir) : dir_(std::move(dir)) {}

    uint64_t beginOutput() {
        std::lock_guard<std::mutex> lk(mu_);
        const uint64_t n = nextFile_++;
        pendingOutputs_.insert(n);
        return n;
    }

    void finishOutput(uint64_t n) {
        std::lock_guard<std::mutex> lk(mu_);
        current_.files.insert(n);
        pendingOutputs_.erase(n);
    }

    void removeObsoleteFiles(fs::file_time_type horizon) {
        std::vector<fs::path> doomed;
        {
            std::lock_guard<std::mutex> lk(mu_);
            std::set<uint64_t> live = pendingOutputs_;
            live.insert(current_.files.begin(), current_.files.end());
            for (const Version* v : iteratorVersions_)
                live.insert(v->files.begin(), v->files.end());

            std::error_code ec;
            for (const auto& e : fs::directory_iterator(dir_, ec)) {
                uint64_t number = 0;
                if (!parse(e.path(), &number))
                    continue;
                const bool keep = live.count(number) != 0 || e.last_write_time() > horizon;
                if (!keep)
                    doomed.push_back(e.path());
            }
        }
        // File numbers are never reused, so nothing can come back to life here.
        for (const auto& p : doomed) {
            std::error_code ec;
            fs::remove(p, ec);
        }
    }

private:
    static bool parse(const fs::path& p, uint64_t* number) {
        if (p.extension() != ".sst")
            return false;
        *number = std::strtoull(p.stem().c_str(), nullptr, 10);
        return *number != 0;
    }

    fs::path dir_;
    std::mutex mu_;
    uint64_t nextFile_ = 1;
    std::set<uint64_t> pendingOutputs_;
    Version current_;
    std::vector<const Version*> iteratorVersions_;
};

} // namespace lsm
