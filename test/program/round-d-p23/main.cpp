// netwatchd: runs hook scripts, as root, on link changes
#include "trust.hpp"
#include <iostream>
#include <vector>

int main(int argc, char** argv)
{
    if (argc < 3)
        return 2;
    const std::string event = argv[1];
    const std::vector<std::string> scripts(argv + 2, argv + argc);
    int failures = 0;
    for (const auto& s : scripts) {
        const auto v = hooks::inspect(s);
        if (v == hooks::Verdict::Missing)
            continue;
        if (v == hooks::Verdict::Foreign) {
            std::cerr << s << ": not trusted\n";
            continue;
        }
        if (hooks::launch(s, event) != 0)
            ++failures;
    }
    return failures;
}
