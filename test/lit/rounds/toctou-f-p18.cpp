// RUN: %tocsin %s
// REQUIRES: qt5
// STD: c++20
// OPTIONS: -isystem/usr/include/x86_64-linux-gnu/qt5/QtCore -isystem/usr/include/x86_64-linux-gnu/qt5 -fPIC
// Local library of the e-book reader.
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QString>
#include <QTemporaryDir>
#include <QTextStream>

#include <cstdio>

class BookShelf {
public:
    explicit BookShelf(const QString& root) : root_(root) {}

    bool addNote(const QString& book, const QString& text);
    bool createCatalogue();
    bool unpackCover(const QByteArray& raw, QByteArray* scaled);
    bool storePosition(const QString& book, int page);
    QString summary(const QString& book) const;

private:
    QString pathOf(const QString& book, const char* ext) const {
        return root_ + QLatin1Char('/') + book + QLatin1String(ext);
    }
    QString root_;
};

bool BookShelf::addNote(const QString& book, const QString& text) {
    const QString file = pathOf(book, ".note");
    if (QFile::exists(file))
        return false;
    QFile f(file);
    if (!f.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return false;
    return f.write(text.toUtf8()) >= 0;
}

bool BookShelf::createCatalogue() {
    const QString file = root_ + QStringLiteral("/catalogue.db");
    QLockFile guard(root_ + QStringLiteral("/.catalogue.lock"));
    guard.setStaleLockTime(0);
    if (!guard.tryLock(2000))
        return false;
    if (!QFile::exists(file)) {
        QFile f(file);
        if (!f.open(QIODevice::WriteOnly))
            return false;
        f.write("books 0\n");
        f.close();
    }
    guard.unlock();
    return true;
}

bool BookShelf::unpackCover(const QByteArray& raw, QByteArray* scaled) {
    QTemporaryDir work;
    if (!work.isValid())
        return false;
    const QString cover = work.filePath(QStringLiteral("cover.jpg"));
    if (!QFile::exists(cover)) {
        QFile f(cover);
        if (!f.open(QIODevice::WriteOnly))
            return false;
        f.write(raw);
    }
    QFile in(cover);
    if (!in.open(QIODevice::ReadOnly))
        return false;
    *scaled = in.read(4096);
    return true;
}

bool BookShelf::storePosition(const QString& book, int page) {
    if (!QDir(root_).exists())
        QDir().mkpath(root_);
    QSaveFile f(pathOf(book, ".pos"));
    if (!f.open(QIODevice::WriteOnly))
        return false;
    f.write(QByteArray::number(page));
    return f.commit();
}

QString BookShelf::summary(const QString& book) const {
    const QFileInfo info(pathOf(book, ".epub"));
    if (!info.exists())
        return book + QStringLiteral(": missing");
    return QStringLiteral("%1: %2 bytes").arg(book).arg(info.size());
}

int main(int argc, char** argv) {
    if (argc < 3)
        return 2;
    BookShelf shelf(QString::fromLocal8Bit(argv[1]));
    const QString book = QString::fromLocal8Bit(argv[2]);
    QByteArray small;
    if (!shelf.storePosition(book, 12) || !shelf.createCatalogue())
        return 1;
    shelf.addNote(book, QStringLiteral("read again"));
    shelf.unpackCover(QByteArray(1000, 'x'), &small);
    std::puts(qPrintable(shelf.summary(book)));
    return 0;
}
