#include "atomic_file.hpp"

#include <fstream>
#include <iostream>
#include <map>

using Settings = std::map<std::string, std::string>;

static Settings load(const std::string& file)
{
    Settings s;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        auto eq = line.find('=');
        if (eq != std::string::npos)
            s[line.substr(0, eq)] = line.substr(eq + 1);
    }
    return s;
}

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::cerr << "usage: setpref FILE KEY VALUE\n";
        return 2;
    }
    Settings s = load(argv[1]);
    s[argv[2]] = argv[3];
    try {
        prefs::AtomicFile out(argv[1]);
        for (const auto& [key, value] : s)
            out.write(key + '=' + value + '\n');
        out.commit();
    } catch (const std::exception& e) {
        std::cerr << "setpref: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
