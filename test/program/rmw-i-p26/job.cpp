// STD: c++20
#include "job.h"

namespace jobs {

bool Job::tryStart() {
    if (status_.load(std::memory_order_acquire) != Status::Pending)
        return false;
    status_.store(Status::Running, std::memory_order_release); // EXPECT: split-atomic
    return true;
}

bool Job::cancel() {
    Status expected = Status::Pending;
    return status_.compare_exchange_strong(expected, Status::Cancelled, std::memory_order_acq_rel);
}

void Job::execute() {
    fn_(*this);
    finish();
}

void Job::finish() {
    status_.store(Status::Done, std::memory_order_release);
    for (Job* d : dependents_)
        d->dependencyDone();
}

void Job::addDependency(Job& on) {
    on.dependents_.push_back(this);
    waiting_.fetch_add(1, std::memory_order_relaxed);
}

void Job::dependencyDone() {
    if (waiting_.fetch_sub(1, std::memory_order_acq_rel) == 1 && tryStart())
        execute();
}

}  // namespace jobs
