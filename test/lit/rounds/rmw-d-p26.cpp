// RUN: %tocsin %s
// STD: c++20
// OPTIONS: tocsin-wall-clock-interval.MinConfidence: high
// Lease manager of the build farm scheduler.
#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/clock.h>
#include <absl/time/time.h>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace farm {

struct Lease {
    std::string owner;
    absl::Time expires;
    int renewals = 0;
};

class LeaseManager {
public:
    explicit LeaseManager(int slots) : slots_(slots) {}

    bool Acquire(const std::string& task, const std::string& owner) {
        absl::MutexLock l(&mu_);
        if (slots_ == 0 || !leases_.try_emplace(task, Lease{owner, absl::Now() + kTtl}).second)
            return false;
        --slots_;
        ++granted_;
        return true;
    }

    bool Renew(const std::string& task, const std::string& owner) {
        absl::ReaderMutexLock l(&mu_);
        auto it = leases_.find(task);
        if (it == leases_.end() || it->second.owner != owner)
            return false;
        it->second.renewals++; // EXPECT: lost-update
        return absl::Now() < it->second.expires;
    }

    // Takes n slots for a reserved build, waiting for the farm to be unpaused.
    bool Reserve(int n) {
        absl::MutexLock l(&mu_);
        const int free_now = slots_;
        mu_.Await(absl::Condition(
            +[](bool* paused) { return !*paused; }, &paused_));
        if (free_now < n)
            return false;
        slots_ = free_now - n; // EXPECT: lost-update
        return true;
    }

    void WaitForSlot() {
        absl::MutexLock l(&mu_);
        mu_.Await(absl::Condition(
            +[](int* s) { return *s > 0; }, &slots_));
        slots_ -= 1;
    }

    bool Release(const std::string& task) {
        absl::ReleasableMutexLock l(&mu_);
        auto it = leases_.find(task);
        if (it == leases_.end())
            return false;
        const int renewals = it->second.renewals;
        leases_.erase(it);
        ++slots_;
        l.Release();
        if (renewals > 10)
            long_runs_ += 1; // EXPECT: lost-update
        return true;
    }

    void Expire() {
        const absl::Time now = absl::Now();
        absl::MutexLock l(&mu_);
        for (auto it = leases_.begin(); it != leases_.end();) {
            if (it->second.expires < now) {
                if (it->second.renewals > 10)
                    ++long_runs_;
                leases_.erase(it++);
                ++slots_;
            } else {
                ++it;
            }
        }
        RecountLocked();
    }

    void Pause(bool on) {
        absl::MutexLock l(&mu_);
        paused_ = on;
    }

    int64_t granted() const {
        absl::ReaderMutexLock l(&mu_);
        return granted_;
    }

private:
    void RecountLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_) {
        recounts_ += 1;
    }

    static constexpr absl::Duration kTtl = absl::Minutes(5);

    mutable absl::Mutex mu_;
    absl::flat_hash_map<std::string, Lease> leases_;
    int slots_;
    bool paused_ = false;
    int64_t granted_ = 0;
    int64_t long_runs_ = 0;
    int64_t recounts_ = 0;
};

std::thread StartExpiry(LeaseManager* m) {
    return std::thread([m] {
        for (;;) {
            absl::SleepFor(absl::Seconds(1));
            m->Expire();
        }
    });
}

} // namespace farm
