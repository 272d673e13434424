// STD: c++20
#include "scan.hpp"

#include <system_error>

namespace fs = std::filesystem;

namespace janitor {

Candidate Scanner::classify(const fs::directory_entry &entry) {
    std::error_code ec;
    Candidate c;
    c.path = entry.path();
    if (entry.is_symlink(ec) || ec)
        return c;
    if (entry.is_directory(ec)) {
        c.kind = Kind::Directory;
    } else if (entry.is_regular_file(ec) && entry.path().extension() == ".log") {
        c.kind = Kind::Log;
        c.size = entry.file_size(ec);
    }
    return c;
}

std::vector<Candidate> Scanner::scan() const {
    std::vector<Candidate> found;
    std::error_code ec;
    fs::recursive_directory_iterator it(top_, fs::directory_options::skip_permission_denied, ec), end;
    for (; !ec && it != end; it.increment(ec)) {
        Candidate c = classify(*it);
        if (c.kind != Kind::Foreign)
            found.push_back(std::move(c));
    }
    return found;
}

} // namespace janitor
