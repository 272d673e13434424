#include "reclaim.h"

#include <fstream>
#include <iostream>
#include <thread>

namespace fs = std::filesystem;

namespace upload {

std::size_t scan_staging(const fs::path& staging, std::chrono::hours limit, ReclaimQueue& q) {
    const auto oldest_ok = fs::file_time_type::clock::now() - limit;
    std::size_t queued = 0;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(staging, ec)) {
        if (!entry.is_directory(ec))
            continue;
        const auto mtime = entry.last_write_time(ec);
        if (ec || mtime >= oldest_ok)
            continue;
        q.push({entry.path().filename().string(), entry.path()});
        ++queued;
    }
    return queued;
}

}  // namespace upload

// Appends the next part of a resumable upload.
static bool append_part(const fs::path& staging, const std::string& id, const std::string& bytes) {
    std::ofstream out(staging / id / "data", std::ios::binary | std::ios::app);
    out << bytes;
    return out.good();
}

int main() {
    const fs::path staging = "/srv/uploads/staging";
    upload::ReclaimQueue q;
    std::thread worker(upload::reclaim_loop, std::ref(q));
    std::thread client([&] {
        for (int i = 0; i < 10; ++i)
            if (!append_part(staging, "u-1001", "part"))
                std::cerr << "append failed\n";
    });
    std::cout << upload::scan_staging(staging, std::chrono::hours(12), q) << " queued\n";
    client.join();
    q.stop();
    worker.join();
}
