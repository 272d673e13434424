// STD: c++20
#include "hook_runner.hpp"

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    forge::HookRunner runner(argv[1], static_cast<uid_t>(std::atoi(argv[2])));
    for (const char* h : {"pre-receive", "update", "post-receive"})
        std::cout << runner.describe(h) << '\n';
    std::vector<std::string> refs(argv + 3, argv + argc);
    return runner.run("pre-receive", refs);
}
