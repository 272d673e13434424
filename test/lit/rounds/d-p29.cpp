// RUN: %tocsin %s
// STD: c++20
// installer: unpacks into a private staging directory made by mkdtemp
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;

static int install(const std::string& payload)
{
    char stage[] = "/var/tmp/instXXXXXX";
    if (!::mkdtemp(stage)) {
        std::perror("mkdtemp");
        return 1;
    }
    const fs::path dir = stage;
    const fs::path manifest = dir / "MANIFEST";
    int rc = 0;

    if (!fs::exists(manifest)) {
        std::ofstream m(manifest);
        m << "format 1\n" << "bytes " << payload.size() << '\n';
        if (!m.flush())
            rc = 1;
    }
    const fs::path script = dir / "setup.sh";
    {
        std::ofstream s(script);
        s << "#!/bin/sh\n" << payload << '\n';
    }
    std::error_code ec;
    if (fs::is_regular_file(script, ec))
        fs::permissions(script, fs::perms::owner_all, ec);
    if (ec) {
        std::cerr << script << ": " << ec.message() << '\n';
        rc = 1;
    }
    fs::remove_all(dir, ec);
    return rc;
}

int main(int argc, char** argv)
{
    std::string payload = "echo installed";
    if (argc > 1)
        payload = argv[1];
    return install(payload);
}
