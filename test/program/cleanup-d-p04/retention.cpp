// STD: c++20
#include "plan_store.h"

namespace deploy {

bool PastRetention(const PlanMeta& plan, const RetentionPolicy& policy, WallTime now) {
    return plan.generated_at + policy.plan_retention < now;
}

int sweep_plans(PlanStore& store, const RetentionPolicy& policy) {
    using namespace std::chrono;
    const WallTime now = floor<seconds>(system_clock::now());
    int n = 0;
    for (const PlanMeta& plan : store.list()) {
        if (!PastRetention(plan, policy, now))
            continue;
        store.retire(plan); // EXPECT: timestamp-cleanup
        ++n;
    }
    return n;
}

} // namespace deploy
