// STD: c++20
#include "session_store.h"

#include <cstdio>
#include <thread>

int main() {
    SessionStore store;
    store.create(1, "minutes.odt");
    store.create(2, "budget.ods");
    std::thread closer([&] { store.runCloser(); });
    std::thread editor([&] {
        if (auto journal = store.join(1)) {
            if (std::FILE *f = std::fopen(journal->c_str(), "a")) {
                std::fputs("ins 0 hello\n", f);
                std::fclose(f);
            }
            store.leave(1);
        }
    });
    for (int i = 0; i < 3; ++i) {
        store.collectIdle(1800);
        std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    editor.join();
    store.stop();
    closer.join();
}
