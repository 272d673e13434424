// STD: c++20
#include "tenant.h"

#include <cstdio>

namespace billing {

int TenantStore::purgeClosed(std::chrono::hours grace) {
    int n = 0;
    for (;;) {
        Tombstone t;
        {
            std::lock_guard<std::mutex> lk(tombMu_);
            if (tombs_.empty()) break;
            const auto waited = std::chrono::system_clock::now() - tombs_.front().closedAt;
            if (waited < grace) break; // EXPECT: wall-clock-interval
            t = tombs_.front();
            tombs_.pop_front();
        }
        leveldb::Status s = db_->Delete(leveldb::WriteOptions(), t.key); // EXPECT: timestamp-cleanup
        if (!s.ok())
            std::fprintf(stderr, "purge %s: %s\n", t.key.c_str(), s.ToString().c_str());
        else
            ++n;
    }
    return n;
}

}  // namespace billing
