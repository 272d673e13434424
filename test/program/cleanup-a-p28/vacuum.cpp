#include "versions.h"

#include <iostream>
#include <thread>

namespace mvcc {

Timestamp VersionStore::oldest_snapshot() const {
    return active_.empty() ? last_commit_ : *active_.begin();
}

std::size_t VersionStore::vacuum() {
    std::lock_guard<std::mutex> lk(mu_);
    const Timestamp oldest = oldest_snapshot();
    std::size_t removed = 0;
    for (auto& [key, chain] : rows_) {
        for (auto it = chain.begin(); it != chain.end();) {
            const RowVersion& v = **it;
            if (v.superseded_ts != 0 && v.superseded_ts <= oldest) {
                it = chain.erase(it);
                ++removed;
            } else {
                ++it;
            }
        }
    }
    return removed;
}

}  // namespace mvcc

static void reader(mvcc::VersionStore& store) {
    for (int i = 0; i < 500; ++i) {
        const auto ts = store.begin_read();
        if (const auto* v = store.read("balance", ts))
            std::cout << v->value.size() << '\n';
        store.end_read(ts);
    }
}

int main() {
    mvcc::VersionStore store;
    store.write("balance", "100");
    std::thread t(reader, std::ref(store));
    for (int i = 0; i < 100; ++i) {
        store.write("balance", std::to_string(100 + i));
        store.vacuum();
    }
    t.join();
    std::cout << store.vacuum() << '\n';
}
