// STD: c++20
#include <iostream>

#include "fragments.hpp"

void FragmentIndex::disposer_loop() {
    for (;;) {
        Cold c;
        {
            std::unique_lock<std::mutex> q(qmu_);
            cv_.wait(q, [&] { return stop_ || !cold_.empty(); });
            if (cold_.empty()) return;
            c = std::move(cold_.front());
            cold_.pop_front();
        }
        std::error_code ec;
        std::filesystem::remove(c.file, ec); // EXPECT: timestamp-cleanup
        if (ec) std::cerr << c.file << ": " << ec.message() << '\n';
        std::lock_guard<std::mutex> g(mu_);
        auto it = frags_.find(c.id);
        if (it != frags_.end()) it->second.offline = true;
    }
}

void FragmentIndex::stop() {
    std::lock_guard<std::mutex> q(qmu_);
    stop_ = true;
    cv_.notify_all();
}
