#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace restore {

enum class Verdict { Fine, Missing, Symlink, Foreign };

// Looks at an existing object below the restore root.
Verdict inspect(const std::filesystem::path& p);
bool replaceable(const std::filesystem::path& p);
std::string to_text(Verdict v);

struct Entry {
    std::string name;
    std::uintmax_t size = 0;
    unsigned mode = 0644;
};

} // namespace restore
