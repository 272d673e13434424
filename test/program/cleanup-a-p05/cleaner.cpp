#include "plan_store.h"

#include <iostream>
#include <system_error>
#include <thread>

namespace fs = std::filesystem;

namespace dns {

bool PlanCleaner::past_retention(const Plan& plan) const {
    return fs::file_time_type::clock::now() - plan.generated > keep_;
}

bool PlanCleaner::delete_plan_resources(const Plan& plan) {
    std::error_code ec;
    fs::remove_all(plan.dir, ec);
    if (ec) {
        std::cerr << "plan " << plan.id << ": " << ec.message() << '\n';
        return false;
    }
    return true;
}

std::size_t PlanCleaner::run_once() {
    std::size_t n = 0;
    for (const Plan& plan : store_.plans()) {
        if (!past_retention(plan))
            continue;
        if (delete_plan_resources(plan)) // EXPECT: timestamp-cleanup
            ++n;
    }
    if (n != 0)
        store_.reload();
    return n;
}

}  // namespace dns

static void enact(dns::PlanStore& store) {
    for (const auto& plan : store.plans()) {
        if (!store.begin_apply(plan.id))
            continue;
        for (const auto& record : fs::directory_iterator(plan.dir))
            std::cout << plan.zone << ' ' << record.path().filename() << '\n';
        store.end_apply(plan.id);
    }
}

int main() {
    dns::PlanStore store("/var/lib/dns-plans");
    dns::PlanCleaner cleaner(store, std::chrono::minutes(45));
    std::thread enactor(enact, std::ref(store));
    std::cout << cleaner.run_once() << " plans removed\n";
    enactor.join();
}
