// STD: c++20
#include "volume.hpp"

#include <filesystem>
#include <iostream>

namespace blobd {

void Sweeper::scan() {
    const auto cutoff = MonoClock::now() - lifetime_;
    std::lock_guard<std::mutex> tl(table_.mu_);
    for (const auto &[id, vol] : table_.volumes_) {
        if (vol.sealed < cutoff) {
            std::lock_guard<std::mutex> ql(qmu_);
            doomed_.push_back(vol.path);
        }
    }
    qcv_.notify_one();
}

void Sweeper::runDiskThread() {
    std::unique_lock<std::mutex> lk(qmu_);
    while (!stopping_) {
        qcv_.wait(lk, [this] { return stopping_ || !doomed_.empty(); });
        while (!doomed_.empty()) {
            std::string path = std::move(doomed_.front());
            doomed_.pop_front();
            lk.unlock();
            std::error_code ec;
            std::filesystem::remove_all(path, ec); // EXPECT: timestamp-cleanup
            if (ec)
                std::cerr << "sweep " << path << ": " << ec.message() << '\n';
            lk.lock();
        }
    }
}

void Sweeper::stop() {
    {
        std::lock_guard<std::mutex> lk(qmu_);
        stopping_ = true;
    }
    qcv_.notify_all();
}

} // namespace blobd
