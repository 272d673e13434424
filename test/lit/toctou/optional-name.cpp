// RUN: %tocsin %s
// STD: c++17
// A helper resolves a name, looks where it leads, and gives it or nothing.
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace fs = std::filesystem;

static std::optional<fs::path> inside(const fs::path &root, const fs::path &name) {
  fs::path full = fs::weakly_canonical(root / name);
  if (full.string().rfind(root.string(), 0) != 0)
    return std::nullopt;
  return full;
}

// Nothing is said of where it leads.
static std::optional<fs::path> cleaned(const fs::path &root, const std::string &name) {
  if (name.empty())
    return std::nullopt;
  return (root / name).lexically_normal();
}

bool guilty(const fs::path &root, const fs::path &name) {
  auto to = inside(root, name);
  if (!to)
    return false;
  std::ofstream out(*to); // EXPECT: file-toctou
  return bool(out << "x");
}

bool plain(const fs::path &root, const std::string &name) {
  auto to = cleaned(root, name);
  if (!to)
    return false;
  std::ofstream out(*to);
  return bool(out << "x");
}
