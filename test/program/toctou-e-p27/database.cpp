// STD: c++20
// Installed-package records: one file each below /var/lib/pkgdb (root only).
#include "database.hpp"
#include "dirlock.hpp"

#include <fstream>
#include <system_error>

namespace fs = std::filesystem;

namespace pkg {

bool Database::add(const std::string& name, const std::string& version) {
    DatabaseLock lock(dir_.string());
    const fs::path file = record(name);

    if (fs::exists(file))
        return false;
    std::ofstream out(file);
    out << "name=" << name << "\nversion=" << version << '\n';
    return out.good();
}

bool Database::remove(const std::string& name) {
    DatabaseLock lock(dir_.string());
    const fs::path file = record(name);

    if (!fs::is_regular_file(file))
        return false;
    return fs::remove(file);
}

bool Database::replace(const std::string& from, const std::string& to) {
    DatabaseLock lock(dir_.string());
    const fs::path dst = record(to);
    std::error_code ec;

    if (fs::exists(dst, ec) || ec)
        return false;
    fs::rename(record(from), dst, ec);
    return !ec;
}

std::map<std::string, std::string> Database::list() const {
    std::map<std::string, std::string> all;
    std::error_code ec;
    for (const auto& e : fs::directory_iterator(dir_, ec)) {
        if (e.path().extension() != ".pkg")
            continue;
        std::ifstream in(e.path());
        std::string line;
        while (std::getline(in, line))
            if (line.rfind("version=", 0) == 0)
                all[e.path().stem().string()] = line.substr(8);
    }
    return all;
}

} // namespace pkg
