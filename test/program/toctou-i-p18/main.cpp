// STD: c++20
#include "store.hpp"
#include <exception>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const std::string cmd = argv[1];
    try {
        artifact::Store store(argv[2]);
        if (cmd == "token") {
            store.setUploadToken(argv[3]);
        } else {
            std::string blob{std::istreambuf_iterator<char>(std::cin), {}};
            store.put(argv[3], blob);
        }
    } catch (const std::exception &e) {
        std::cerr << "artifact: " << e.what() << '\n';
        return 1;
    }
}
