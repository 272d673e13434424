// STD: c++20
#include "target.hpp"

namespace fs = std::filesystem;

namespace restore {

Verdict inspect(const fs::path& p) {
    std::error_code ec;
    const fs::file_status st = fs::symlink_status(p, ec);
    switch (st.type()) {
    case fs::file_type::not_found:
        return Verdict::Missing;
    case fs::file_type::symlink:
        return Verdict::Symlink;
    case fs::file_type::regular:
        return Verdict::Fine;
    default:
        return Verdict::Foreign;
    }
}

bool replaceable(const fs::path& p) {
    return inspect(p) == Verdict::Fine;
}

std::string to_text(Verdict v) {
    switch (v) {
    case Verdict::Fine: return "regular file";
    case Verdict::Missing: return "missing";
    case Verdict::Symlink: return "symbolic link";
    case Verdict::Foreign: return "special file";
    }
    return "?";
}

} // namespace restore
