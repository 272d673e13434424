// STD: c++20
#include "version_set.h"

#include <filesystem>

#include <unistd.h>

namespace fs = std::filesystem;

namespace kv {

// Numbers are never used twice, and a number that is in no version and not pending
// cannot come back.
int ObsoleteFiles::Purge(std::chrono::seconds min_age) {
    std::vector<std::string> to_delete;
    {
        std::lock_guard<std::mutex> lk(vs_.mu());
        std::set<std::uint64_t> live = vs_.PendingLocked();
        vs_.AddLive(&live);
        const auto cutoff = fs::file_time_type::clock::now() - min_age;

        for (const auto& de : fs::directory_iterator(dir_)) {
            std::uint64_t number = 0;
            FileType type = FileType::kOther;
            if (!ParseName(de.path().filename().string(), &number, &type))
                continue;
            std::error_code ec;
            const auto written = de.last_write_time(ec);
            bool keep = true;
            switch (type) {
            case FileType::kLog:
                keep = number >= vs_.LogNumberLocked();
                break;
            case FileType::kTable:
            case FileType::kTemp:
                keep = live.count(number) != 0;
                break;
            case FileType::kOther:
                break;
            }
            if (!keep && !ec && written < cutoff)
                to_delete.push_back(de.path().string());
        }
    }
    int n = 0;
    for (const auto& f : to_delete)
        n += ::unlink(f.c_str()) == 0;
    return n;
}

} // namespace kv
