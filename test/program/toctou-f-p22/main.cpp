// STD: c++20
#include "share.hpp"

#include <iostream>

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    webdav::Share share{webdav::Jail(argv[1])};
    const int rc = share.put(argv[2], [](std::string& chunk) {
        return static_cast<bool>(std::getline(std::cin, chunk));
    });
    std::string back;
    std::cout << share.label(argv[2]) << ' ' << rc << ' ' << share.get(argv[2], back) << ' '
              << back.size() << '\n';
    return rc == 201 ? 0 : 1;
}
