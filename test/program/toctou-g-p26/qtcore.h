// Subset of QtCore used by the module (declarations only).
#pragma once
class QByteArray {
public:
    QByteArray();
    QByteArray(const char*, long long size = -1);
    QByteArray(const QByteArray&);
    ~QByteArray();
    const char* constData() const;
    long long size() const;
};

class QString {
public:
    QString();
    QString(const char*);
    QString(const QString&);
    ~QString();
    QString& operator=(const QString&);
    QString arg(int a, int fieldWidth = 0, int base = 10) const;
    QString arg(const QString& a) const;
    QByteArray toUtf8() const;
    bool isEmpty() const;
};
QString operator+(const QString&, const QString&);
QString operator+(const QString&, const char*);

class QIODevice {
public:
    enum OpenModeFlag {
        NotOpen = 0x0000,
        ReadOnly = 0x0001,
        WriteOnly = 0x0002,
        Append = 0x0004,
        Truncate = 0x0008,
        Text = 0x0010,
        NewOnly = 0x0040,
        ExistingOnly = 0x0080
    };
    using OpenMode = int;
    virtual ~QIODevice();
    virtual bool open(OpenMode mode);
    long long write(const QByteArray&);
    virtual void close();
};

class QFile : public QIODevice {
public:
    explicit QFile(const QString& name);
    ~QFile() override;
    bool open(OpenMode flags) override;
    bool exists() const;
    static bool exists(const QString& fileName);
    bool remove();
    static bool remove(const QString& fileName);
    static bool rename(const QString& oldName, const QString& newName);
    QString errorString() const;
};

class QDir {
public:
    QDir(const QString& path = QString());
    ~QDir();
    bool exists() const;
    bool exists(const QString& name) const;
    bool mkdir(const QString& dirName) const;
    bool mkpath(const QString& dirPath) const;
    QString filePath(const QString& fileName) const;
};
