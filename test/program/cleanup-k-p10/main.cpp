// STD: c++20
#include "session_store.h"
#include <thread>

int main() {
    using namespace std::chrono_literals;
    whiteboard::BoardStore store("/srv/whiteboard");
    whiteboard::Janitor janitor(store);
    std::thread worker([&] { janitor.workerLoop(); });
    std::thread editor([&] {
        for (int i = 0; i < 1000; ++i) {
            store.open("board-" + std::to_string(i % 7));
            store.noteEdit("board-" + std::to_string(i % 5));
            std::this_thread::sleep_for(100ms);
        }
    });
    for (int i = 0; i < 10; ++i) {
        janitor.scan(30min);
        std::this_thread::sleep_for(10s);
    }
    editor.join();
    janitor.stop();
    worker.join();
}
