// STD: c++20
#include "folders.h"
#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

static bool append(mail::FolderTable& t, const std::string& folder, const std::string& msg) {
    mail::FolderTable::Handle h = t.open(folder);
    if (!h) return false;
    std::ofstream out(h.dir() + "/new/msg");
    out << msg;
    return out.good();
}

int main() {
    mail::FolderTable table;
    std::atomic<bool> stop(false);
    table.add("INBOX", "/var/mail/u1/inbox");
    std::thread purger([&] {
        while (!stop) {
            table.purge(std::chrono::hours(48));
            std::this_thread::sleep_for(std::chrono::seconds(30));
        }
    });
    std::string cmd, folder;
    while (std::cin >> cmd >> folder) {
        bool done = cmd == "DELETE" ? table.remove(folder) : append(table, folder, "hello");
        std::cout << (done ? "OK" : "NO") << std::endl;
    }
    stop = true;
    purger.join();
}
