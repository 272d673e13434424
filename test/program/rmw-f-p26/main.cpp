// STD: c++20
#include "uploader.h"

int main() {
    TaskPool pool(4);
    Uploader up(pool, "https://metrics.internal/v1");
    std::vector<Batch> spool;
    for (int i = 0; i < 100; ++i)
        spool.push_back({"host" + std::to_string(i), std::vector<double>(i % 10)});
    const size_t failed = up.uploadAll(spool);
    for (auto &b : spool)
        up.enqueue(std::move(b));
    up.flush();
    return failed == 10 && up.sent() > 0 ? 0 : 1;
}
