// STD: c++20
#include "uploader.h"
#include <cstdio>

bool Uploader::post(const Batch &b) const {
    std::fprintf(stderr, "POST %s/%s (%zu)\n", endpoint_.c_str(), b.host.c_str(), b.values.size());
    return !b.values.empty();
}

size_t Uploader::uploadAll(const std::vector<Batch> &batches) {
    size_t failures = 0;
    std::vector<int> status(batches.size());

    for (size_t i = 0; i < batches.size(); ++i) {
        pool_.submit([&, i] {
            if (post(batches[i])) {
                status[i] = 200;
                std::lock_guard<std::mutex> g(mu_);
                sent_ += batches[i].values.size();
            } else {
                status[i] = 503;
                ++failures; // EXPECT: lost-update
            }
        });
    }
    pool_.drain();
    for (size_t i = 0; i < status.size(); ++i)
        if (status[i] != 200)
            std::fprintf(stderr, "%s: %d\n", batches[i].host.c_str(), status[i]);
    return failures;
}

void Uploader::enqueue(Batch b) {
    {
        std::lock_guard<std::mutex> g(mu_);
        ++outstanding_;
    }
    pool_.submit([this, b = std::move(b)] {
        if (post(b)) {
            std::lock_guard<std::mutex> g(mu_);
            sent_ += b.values.size();
        }
        --outstanding_; // EXPECT: lost-update
        done_.notify_all();
    });
}

void Uploader::flush() {
    std::unique_lock<std::mutex> lk(mu_);
    done_.wait(lk, [this] { return outstanding_ == 0; });
}

uint64_t Uploader::sent() const {
    std::lock_guard<std::mutex> g(mu_);
    return sent_;
}
