#pragma once
#include <filesystem>
#include <string>

namespace bk {
namespace fs = std::filesystem;

struct Slot {
    fs::path staging;
    fs::path final;
};

class Archive {
public:
    explicit Archive(fs::path dir);
    Slot slotFor(const std::string& label) const;
    bool publish(const Slot& s) const;

private:
    fs::path dir_;
};

void moveInto(const fs::path& from, const fs::path& to);
} // namespace bk
