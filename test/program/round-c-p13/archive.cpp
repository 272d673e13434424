#include "archive.hpp"
#include <iostream>
#include <utility>

namespace bk {

Archive::Archive(fs::path dir) : dir_(std::move(dir)) {}

Slot Archive::slotFor(const std::string& label) const
{
    return {dir_ / "incoming" / (label + ".part"), dir_ / (label + ".tar")};
}

// A finished backup is never replaced by a later one.
bool Archive::publish(const Slot& s) const
{
    if (fs::exists(s.final)) {
        std::cerr << s.final << " was archived before\n";
        return false;
    }
    moveInto(s.staging, s.final);
    return true;
}

} // namespace bk
