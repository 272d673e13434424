// RUN: %tocsin %s
// The use does the same with and without the check.
#include <QDir>
#include <filesystem>
namespace fs = std::filesystem;

void made(const fs::path &Dir) {
  if (!fs::exists(Dir))
    fs::create_directories(Dir);
}

void removed(const fs::path &File) {
  if (fs::exists(File))
    fs::remove(File);
}

void madeByQt(const QString &Dir) {
  if (!QDir().exists(Dir))
    QDir().mkpath(Dir);
}
