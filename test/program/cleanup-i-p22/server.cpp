// STD: c++20
#include "sweeper.h"
#include <fstream>
#include <iostream>
#include <thread>

static bool upload(Catalog& c, const std::string& bucket, const std::string& key, const std::string& body) {
    auto dir = c.beginUpload(bucket);
    if (!dir) return false;
    std::ofstream out(*dir / key, std::ios::binary);
    out << body;
    out.close();
    c.endUpload(bucket);
    return static_cast<bool>(out);
}

int main() {
    using namespace std::chrono_literals;
    Catalog catalog("/srv/objects");
    Sweeper sweeper(catalog, 24h);
    std::jthread janitor([&](std::stop_token st) {
        while (!st.stop_requested()) {
            sweeper.runOnce();
            std::this_thread::sleep_for(60s);
        }
    });
    std::string verb, bucket, key;
    while (std::cin >> verb >> bucket) {
        bool done = false;
        if (verb == "mb") done = catalog.create(bucket);
        else if (verb == "rb") done = catalog.trash(bucket);
        else if (verb == "undo") done = catalog.restore(bucket);
        else if (verb == "put" && std::cin >> key) done = upload(catalog, bucket, key, "x");
        std::cout << (done ? "200" : "409") << '\n';
    }
}
