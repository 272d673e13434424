// RUN: %tocsin %s
// Exclusive creation in Qt and Win32.
#include <QFile>
#include <windows.h>

bool byQt(const QString &Name) {
  if (QFile::exists(Name))
    return false;
  QFile File(Name);
  return File.open(QIODevice::WriteOnly | QIODevice::NewOnly);
}

HANDLE byCreateNew(const char *Path) {
  if (GetFileAttributesA(Path) != INVALID_FILE_ATTRIBUTES)
    return INVALID_HANDLE_VALUE;
  return CreateFileA(Path, GENERIC_WRITE, 0, nullptr, CREATE_NEW,
                     FILE_ATTRIBUTE_NORMAL, nullptr);
}

bool byCopyFile(const char *From, const char *To) {
  if (PathFileExistsA(To))
    return false;
  return CopyFileA(From, To, TRUE);
}

bool without(const QString &Name) {
  if (QFile::exists(Name))
    return false;
  QFile File(Name);
  return File.open(QIODevice::WriteOnly); // EXPECT: file-toctou
}
