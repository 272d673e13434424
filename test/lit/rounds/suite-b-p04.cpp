// RUN: %tocsin %s
// STD: c++20
// p04: Qt classes; the name sits in a string, in a QFile, in a QFileInfo.

class QString {
public:
    QString(const char* text);
    QString(const QString&);
    ~QString();
    QString& operator=(const QString&);
private:
    void* d;
};
class QStringList;
class QIODevice {
public:
    enum OpenModeFlag { ReadOnly = 1, WriteOnly = 2, Append = 4, Truncate = 8, Text = 16, NewOnly = 64 };
    virtual ~QIODevice();
    virtual bool open(int mode);
    virtual void close();
    long long write(const char* data);
};
class QFileDevice : public QIODevice {
public:
    enum Permission { ReadOwner = 0x4000, WriteOwner = 0x2000, ReadGroup = 0x40, ReadOther = 0x4 };
    virtual bool setPermissions(int permissions);
};
class QFile : public QFileDevice {
public:
    explicit QFile(const QString& name);
    ~QFile() override;
    bool open(int mode) override;
    bool exists() const;
    bool remove();
    bool setPermissions(int permissions) override;
    static bool exists(const QString& fileName);
    static bool remove(const QString& fileName);
    static bool setPermissions(const QString& fileName, int permissions);
};
class QFileInfo {
public:
    explicit QFileInfo(const QString& file);
    ~QFileInfo();
    bool exists() const;
    bool isSymLink() const;
    bool isFile() const;
    bool isExecutable() const;
    unsigned ownerId() const;
    long long size() const;
private:
    void* d;
};
class QDir {
public:
    QDir();
    ~QDir();
    bool exists(const QString& name) const;
    bool mkdir(const QString& name) const;
    bool mkpath(const QString& name) const;
private:
    void* d;
};
class QProcess {
public:
    static bool startDetached(const QString& program);
};
void note(const char* what, long long value);

struct SetupError {};

bool notes_1(const QString& name)
{
    if (QFile::exists(name))
        return false;
    QFile f(name);
    if (!f.open(QIODevice::WriteOnly | QIODevice::Truncate)) // EXPECT: file-toctou
        return false;
    return f.write("# notes\n") > 0;
}

bool notes_2(const QString& name)
{
    if (QFile::exists(name))
        return false;
    QFile f(name);
    if (!f.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return false;
    return f.write("# notes\n") > 0;
}

bool narrow_1(const QString& name, unsigned uid)
{
    QFileInfo info(name);
    if (info.isSymLink() || !info.isFile() || info.ownerId() != uid)
        return false;
    return QFile::setPermissions(name, QFileDevice::ReadOwner | QFileDevice::WriteOwner); // EXPECT: file-toctou
}

void folder_1(const QString& dir)
{
    if (!QDir().exists(dir)) {
        if (!QDir().mkdir(dir)) // EXPECT: file-toctou
            throw SetupError();
    }
}

void folder_2(const QString& dir)
{
    if (!QDir().mkpath(dir))
        throw SetupError();
}

class Journal {
public:
    explicit Journal(const QString& name) : out_(name) {}
    bool begin()
    {
        if (out_.exists())
            return false;
        return out_.open(QIODevice::WriteOnly); // EXPECT: file-toctou
    }
    bool resume() { return out_.open(QIODevice::Append); }

private:
    QFile out_;
};

bool helper_1(const QString& program)
{
    const QFileInfo info(program);
    if (info.ownerId() == 0 && !info.isSymLink() && info.isExecutable())
        return QProcess::startDetached(program); // EXPECT: file-toctou
    return false;
}

void discard_1(const QString& name)
{
    if (QFile::exists(name))
        QFile::remove(name);
}

bool append_1(const QString& name)
{
    note("bytes so far", QFileInfo(name).size());
    QFile f(name);
    return f.open(QIODevice::WriteOnly | QIODevice::Append) && f.write("tick\n") > 0;
}
