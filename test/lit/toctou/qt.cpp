// RUN: %tocsin %s
// QFile and QDir carry their name in the object or take it as an argument.
#include <QDir>
#include <QFile>
#include <QFileInfo>

bool guiltyFile(const QString &Name) {
  if (QFile::exists(Name))
    return false;
  QFile File(Name);
  return File.open(QIODevice::WriteOnly); // EXPECT: file-toctou
}

bool guiltyObject(const QString &Name) {
  QFile File(Name);
  if (File.exists())
    return false;
  return File.open(QIODevice::WriteOnly); // EXPECT: file-toctou
}

bool correctedFile(const QString &Name) {
  QFile File(Name);
  return File.open(QIODevice::WriteOnly | QIODevice::NewOnly);
}

bool guiltyDir(const QString &Name) {
  if (!QDir().exists(Name))
    if (!QDir().mkdir(Name)) // EXPECT: file-toctou
      qFatal("cannot make the directory");
  return true;
}

bool correctedDir(const QString &Name) {
  if (!QDir().mkpath(Name))
    qFatal("cannot make the directory");
  return true;
}

bool guiltyProgram(const QString &Name) {
  QFileInfo Info(Name);
  if (Info.isSymLink() || Info.ownerId() != 0)
    return false;
  return QProcess::startDetached(Name); // EXPECT: file-toctou
}

// The list of helpers belongs to root; the helper is named by the caller.
bool otherFile(const QString &List, const QString &Name) {
  QFileInfo Info(List);
  if (Info.isSymLink() || Info.ownerId() != 0)
    return false;
  return QProcess::startDetached(Name);
}
