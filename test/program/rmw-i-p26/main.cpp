// STD: c++20
#include "job.h"

#include <iostream>

int main() {
    jobs::Runner runner(4);
    std::vector<std::shared_ptr<jobs::Job>> all;
    std::atomic<int> work{0};

    for (int i = 0; i < 100; ++i) {
        auto compile = std::make_shared<jobs::Job>("cc" + std::to_string(i), [&work](jobs::Job&) { ++work; });
        auto link = std::make_shared<jobs::Job>("ld" + std::to_string(i), [&work](jobs::Job&) { work += 2; });
        link->addDependency(*compile);
        all.push_back(compile);
        all.push_back(link);
    }
    for (auto& j : all)
        runner.submit(j);
    for (size_t i = 0; i < all.size(); i += 10)
        all[i]->cancel();
    runner.requestShutdown();
    std::cout << runner.executed() << " jobs\n";
    std::this_thread::sleep_for(std::chrono::seconds(1));
}
