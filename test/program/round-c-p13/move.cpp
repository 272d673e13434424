#include "archive.hpp"
#include <iostream>

namespace bk {

void moveInto(const fs::path& from, const fs::path& to)
{
    std::clog << "mv " << from << ' ' << to << '\n';
    fs::rename(from, to); // EXPECT: file-toctou
}

} // namespace bk

int main(int argc, char** argv)
{
    if (argc < 3)
        return 2;
    const bk::Archive ar(argv[1]);
    int refused = 0;
    try {
        for (int i = 2; i < argc; ++i)
            refused += !ar.publish(ar.slotFor(argv[i]));
    } catch (const bk::fs::filesystem_error& e) {
        std::cerr << e.what() << '\n';
        return 3;
    }
    return refused ? 1 : 0;
}
