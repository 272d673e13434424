#include "journal.hpp"
#include <cstdlib>
#include <iostream>

namespace kv {

void Journal::begin()
{
    if (started_)
        return;
    // several engine processes may share the database directory
    if (fresh())
        writeHeader("KVJ\x01");
    started_ = true;
}

} // namespace kv

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "usage: kvjournal FILE\n";
        return EXIT_FAILURE;
    }
    try {
        kv::Journal j{argv[1]};
        j.begin();
        std::cout << j.file() << " ready\n";
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return EXIT_FAILURE;
    }
}
