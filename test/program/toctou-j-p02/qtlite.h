#pragma once
// The few Qt declarations the restore job uses.
#include <string>

class QString {
public:
    QString() = default;
    QString(const char *s) : d(s) {}
    friend QString operator+(const QString &a, const QString &b) { QString r; r.d = a.d + b.d; return r; }
    bool isEmpty() const { return d.empty(); }
    const char *toUtf8() const { return d.c_str(); }
private:
    std::string d;
};

class QByteArray {
public:
    const char *constData() const;
    int size() const;
};

class QIODevice {
public:
    enum OpenModeFlag { NotOpen = 0, ReadOnly = 1, WriteOnly = 2, ReadWrite = 3, Append = 4,
                        Truncate = 8, Text = 16, Unbuffered = 32, NewOnly = 64, ExistingOnly = 128 };
    virtual ~QIODevice();
    long long write(const QByteArray &data);
    QByteArray readAll();
};
inline int operator|(QIODevice::OpenModeFlag a, QIODevice::OpenModeFlag b) { return int(a) | int(b); }

class QFile : public QIODevice {
public:
    explicit QFile(const QString &name);
    ~QFile() override;
    bool open(int mode);
    void close();
    bool exists() const;
    bool flush();
    QString errorString() const;
    static bool exists(const QString &name);
    static bool remove(const QString &name);
    static bool rename(const QString &from, const QString &to);
};

class QDir {
public:
    explicit QDir(const QString &path = QString());
    bool exists() const;
    bool exists(const QString &name) const;
    bool mkdir(const QString &name) const;
    bool mkpath(const QString &name) const;
};
