// RUN: %tocsin %s
// STD: c++20
// Render farm node agent: scratch area housekeeping.
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace farm {

struct ScratchPolicy {
    std::chrono::hours keep{12};
    std::string prefix = "shot-";
};

class ScratchArea {
public:
    ScratchArea(fs::path root, ScratchPolicy policy) : root_(std::move(root)), policy_(policy) {}

    fs::path allocate(const std::string& shot, unsigned frame) const {
        fs::path p = root_ / (policy_.prefix + shot) / std::to_string(frame);
        fs::create_directories(p);
        return p;
    }

    std::size_t housekeeping();

private:
    bool pastRetention(const fs::directory_entry& e) const {
        std::error_code ec;
        const auto written = e.last_write_time(ec);
        if (ec)
            return false;
        return fs::file_time_type::clock::now() - written > policy_.keep;
    }

    bool oursByName(const fs::path& p) const {
        return p.filename().string().rfind(policy_.prefix, 0) == 0;
    }

    fs::path root_;
    ScratchPolicy policy_;
};

std::size_t ScratchArea::housekeeping() {
    std::vector<std::string> failed;
    std::size_t removed = 0;
    for (const auto& entry : fs::directory_iterator(root_)) {
        if (!entry.is_directory() || !oursByName(entry.path()))
            continue;
        if (pastRetention(entry)) {
            std::error_code ec;
            const auto n = fs::remove_all(entry.path(), ec); // EXPECT: timestamp-cleanup
            if (ec)
                failed.push_back(entry.path().string());
            else
                removed += n;
        }
    }
    for (const auto& f : failed)
        std::cerr << "scratch: cannot remove " << f << '\n';
    return removed;
}

} // namespace farm

int main(int argc, char** argv) {
    farm::ScratchArea area(argc > 1 ? argv[1] : "/scratch/render", {});
    std::cout << "removed " << area.housekeeping() << " entries\n";
    return 0;
}
