// STD: c++20
#include "segment.h"

#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

static void replay(wal::Archive &ar, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t id = from; id < to; ++id) {
        const auto path = ar.openReader(id);
        if (path.empty()) {
            std::cerr << "replay: segment " << id << " missing\n";
            return;
        }
        std::ifstream in(path, std::ios::binary);
        std::string rec;
        while (std::getline(in, rec, '\0')) std::cout << rec.size() << '\n';
        ar.closeReader(id);
    }
}

int main(int argc, char **argv) {
    wal::Archive ar(argc > 1 ? argv[1] : "/var/lib/ledger/wal", wal::RetentionPolicy(std::chrono::hours(72)));
    ar.rescan();
    std::atomic<bool> stop{false};
    std::thread keeper([&] {
        while (!stop) {
            ar.rescan();
            ar.enforceRetention();
            ar.trimToBudget(std::uintmax_t(64) << 30);
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    for (std::uint64_t from; std::cin >> from;) replay(ar, from, from + 16);
    stop = true;
    keeper.join();
}
