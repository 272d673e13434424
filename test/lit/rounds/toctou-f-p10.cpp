// RUN: %tocsin %s
// REQUIRES: qt5
// STD: c++20
// OPTIONS: -isystem/usr/include/x86_64-linux-gnu/qt5/QtCore -isystem/usr/include/x86_64-linux-gnu/qt5 -fPIC
// Offline map storage of the hiking client.
#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QStringList>
#include <QTextStream>

#include <unistd.h>

namespace trail {

enum class StoreError { None, Directory, Taken, Open, Write, Foreign };

class RegionStore {
public:
    explicit RegionStore(const QString& base) : base_(base) {}

    StoreError openRegion(const QString& region);
    StoreError exportTrack(const QString& target, const QStringList& points) const;
    StoreError sealCredentials(const QString& file) const;
    StoreError replaceStyle(const QByteArray& css) const;

private:
    QString base_;
    QString current_;
};

// Called from the downloader processes, one for each region tile set.
StoreError RegionStore::openRegion(const QString& region) {
    QDir dir(base_);
    if (!dir.exists(region)) {
        if (!dir.mkdir(region)) // EXPECT: file-toctou
            return StoreError::Directory;
    }
    current_ = dir.filePath(region);
    return StoreError::None;
}

StoreError RegionStore::exportTrack(const QString& target, const QStringList& points) const {
    if (QFile::exists(target))
        return StoreError::Taken;

    QFile out(target);
    if (!out.open(QIODevice::WriteOnly | QIODevice::Text)) // EXPECT: file-toctou
        return StoreError::Open;
    QTextStream text(&out);
    text << "<gpx>\n";
    for (const QString& p : points)
        text << "  <pt>" << p << "</pt>\n";
    text << "</gpx>\n";
    text.flush();
    return out.error() == QFileDevice::NoError ? StoreError::None : StoreError::Write;
}

StoreError RegionStore::sealCredentials(const QString& file) const {
    const QFileInfo info(file);
    if (info.isSymLink() || info.ownerId() != ::getuid())
        return StoreError::Foreign;
    if (!QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) // EXPECT: file-toctou
        return StoreError::Write;
    return StoreError::None;
}

StoreError RegionStore::replaceStyle(const QByteArray& css) const {
    QDir().mkpath(current_ + QStringLiteral("/style"));
    QFile out(current_ + QStringLiteral("/style/map.css"));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return StoreError::Open;
    return out.write(css) == css.size() ? StoreError::None : StoreError::Write;
}

} // namespace trail

int main(int argc, char** argv) {
    if (argc < 4)
        return 2;
    trail::RegionStore store(QString::fromLocal8Bit(argv[1]));
    if (store.openRegion(QString::fromLocal8Bit(argv[2])) != trail::StoreError::None)
        return 1;
    if (store.replaceStyle("way { color: red }") != trail::StoreError::None)
        return 1;
    const auto rc = store.exportTrack(QString::fromLocal8Bit(argv[3]), {"47.1 8.2", "47.2 8.3"});
    return rc == trail::StoreError::None && argc > 4
               ? static_cast<int>(store.sealCredentials(QString::fromLocal8Bit(argv[4])))
               : static_cast<int>(rc);
}
