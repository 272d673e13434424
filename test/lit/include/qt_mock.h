//===- qt_mock.h - The few Qt names that the tests need -------------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Declarations only, so that no Qt needs to be installed. QFile, QDir and the
// // other headers of the same names include this one.
//
//===----------------------------------------------------------------------===//

#ifndef TOCSIN_TEST_QT_MOCK_H
#define TOCSIN_TEST_QT_MOCK_H

class QString {
public:
  QString();
  QString(const char *);
  QString(const QString &);
  ~QString();
  QString &operator=(const QString &);
};

template <typename Enum> class QFlags {
  int Value;

public:
  constexpr QFlags(Enum E) : Value(int(E)) {}
  constexpr explicit QFlags(int V) : Value(V) {}
  constexpr QFlags operator|(Enum E) const { return QFlags(Value | int(E)); }
};

class QIODevice {
public:
  enum OpenModeFlag {
    NotOpen = 0x0000,
    ReadOnly = 0x0001,
    WriteOnly = 0x0002,
    ReadWrite = ReadOnly | WriteOnly,
    Append = 0x0004,
    Truncate = 0x0008,
    Text = 0x0010,
    Unbuffered = 0x0020,
    NewOnly = 0x0040,
    ExistingOnly = 0x0080
  };
  typedef QFlags<OpenModeFlag> OpenMode;
  virtual ~QIODevice();
  virtual bool open(OpenMode Mode);
  virtual void close();
};

constexpr QFlags<QIODevice::OpenModeFlag>
operator|(QIODevice::OpenModeFlag A, QIODevice::OpenModeFlag B) {
  return QFlags<QIODevice::OpenModeFlag>(int(A) | int(B));
}

class QFileDevice : public QIODevice {
public:
  int handle() const;
};

class QFile : public QFileDevice {
public:
  QFile();
  explicit QFile(const QString &Name);
  ~QFile() override;
  void setFileName(const QString &Name);
  QString fileName() const;
  bool exists() const;
  static bool exists(const QString &Name);
  bool open(OpenMode Mode) override;
  bool remove();
  static bool remove(const QString &Name);
  bool rename(const QString &NewName);
  static bool rename(const QString &OldName, const QString &NewName);
};

class QFileInfo {
public:
  explicit QFileInfo(const QString &Name);
  ~QFileInfo();
  bool exists() const;
  static bool exists(const QString &Name);
  bool isFile() const;
  bool isDir() const;
  bool isSymLink() const;
  bool isWritable() const;
  unsigned ownerId() const;
  QString filePath() const;
  QString canonicalFilePath() const;
};

class QProcess {
public:
  static bool startDetached(const QString &Command);
};

class QDir {
public:
  QDir(const QString &Path = QString());
  ~QDir();
  bool exists() const;
  bool exists(const QString &Name) const;
  bool mkdir(const QString &Name) const;
  bool mkpath(const QString &Name) const;
  bool rmdir(const QString &Name) const;
  QString filePath(const QString &Name) const;
};

[[noreturn]] void qFatal(const char *Message, ...);

#endif // TOCSIN_TEST_QT_MOCK_H
