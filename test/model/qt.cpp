// PACKAGE: qtbase5-dev
// FLAGS: Qt5Core Qt5Gui
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QLibrary>
#include <QLockFile>
#include <QPixmap>
#include <QPluginLoader>
#include <QProcess>
#include <QSaveFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QThread>

void carriers(const QString &N, QObject *O) {
  QFile A(N); // MODEL: path.same
  QFile B(N, O); // MODEL: path.same
  QFileInfo C(N); // MODEL: path.same
  QFileInfo D(A); // MODEL: path.same
  QDir E(N); // MODEL: path.same
  QDir F(N, "*"); // MODEL: path.list, path.same
  QFileInfo G(E, N); // MODEL: fill
  QSaveFile H(N); // MODEL: path.same
  QLockFile I(N); // MODEL: path.same
  QLibrary J(N); // MODEL: path.same
  QPluginLoader K(N); // MODEL: path.same
  QProcess L;
  QTemporaryFile M;
  QTemporaryDir T(N); // MODEL: path.private
  A.setFileName(N); // MODEL: path.same
  H.setFileName(N); // MODEL: path.same
  E.setPath(N); // MODEL: path.same
  J.setFileName(N); // MODEL: path.same
  K.setFileName(N); // MODEL: path.same
  L.setProgram(N); // MODEL: path.same
  C.setFile(N); // MODEL: path.same
  C.setFile(A); // MODEL: path.same
  C.setFile(E, N); // MODEL: fill
  C = D; // MODEL: path.same
  E = F; // MODEL: path.same
  A.fileName(); // MODEL: path.same
  H.fileName(); // MODEL: path.same
  M.fileName(); // MODEL: path.same
  static_cast<QFileDevice &>(A).fileName(); // MODEL: path.same
  C.filePath(); // MODEL: path.same
  C.absoluteFilePath(); // MODEL: path.same
  E.path(); // MODEL: path.same
  E.absolutePath(); // MODEL: path.same
  T.path(); // MODEL: path.same
  T.isValid(); // MODEL: pure
  J.fileName(); // MODEL: path.same
  K.fileName(); // MODEL: path.same
  L.program(); // MODEL: path.same
  QDir::toNativeSeparators(N); // MODEL: path.same
  QDir::fromNativeSeparators(N); // MODEL: path.same
  QFile::encodeName(N); // MODEL: path.same
  QFile::decodeName("x"); // MODEL: path.same
  M.open(); // MODEL: path.private
  M.rename(N); // MODEL: path.use, path.same
}

void builds(const QString &N, QFileInfo I, QDir D, QTemporaryDir &T) {
  I.fileName(); // MODEL: path.build
  I.baseName(); // MODEL: path.build
  I.completeBaseName(); // MODEL: path.build
  I.suffix(); // MODEL: path.build
  I.completeSuffix(); // MODEL: path.build
  I.bundleName(); // MODEL: path.build
  I.path(); // MODEL: path.build
  I.absolutePath(); // MODEL: path.build
  I.dir(); // MODEL: path.build
  I.absoluteDir(); // MODEL: path.build
  D.dirName(); // MODEL: path.build
  D.filePath(N); // MODEL: path.build
  D.absoluteFilePath(N); // MODEL: path.build
  D.relativeFilePath(N); // MODEL: path.build
  T.filePath(N); // MODEL: path.build
  QDir::cleanPath(N); // MODEL: path.build
  QDir::current(); // MODEL: path.build
  QDir::currentPath(); // MODEL: path.build
  QDir::home(); // MODEL: path.build
  QDir::homePath(); // MODEL: path.build
  QDir::root(); // MODEL: path.build
  QDir::rootPath(); // MODEL: path.build
  QDir::temp(); // MODEL: path.build
  QDir::tempPath(); // MODEL: path.build
  D.cd(N); // MODEL: append
  D.cdUp(); // MODEL: append
  D.makeAbsolute(); // MODEL: append
  I.makeAbsolute(); // MODEL: append
}

void checks(const QString &N, QFile &F, QFileInfo I, QDir D) {
  QFile::exists(N); // MODEL: path.check
  F.exists(); // MODEL: path.check
  QFile::permissions(N); // MODEL: path.check
  QFileInfo::exists(N); // MODEL: path.check
  I.exists(); // MODEL: path.check
  I.isFile(); // MODEL: path.check
  I.isDir(); // MODEL: path.check
  I.isBundle(); // MODEL: path.check
  I.isSymLink(); // MODEL: path.check
  I.isSymbolicLink(); // MODEL: path.check
  I.isReadable(); // MODEL: path.check
  I.isWritable(); // MODEL: path.check
  I.isExecutable(); // MODEL: path.check
  I.isHidden(); // MODEL: path.check
  I.permission(QFile::ReadOwner); // MODEL: path.check
  I.permissions(); // MODEL: path.check
  I.owner(); // MODEL: path.check
  I.ownerId(); // MODEL: path.check
  I.group(); // MODEL: path.check
  I.groupId(); // MODEL: path.check
  I.size(); // MODEL: path.check
  I.lastModified(); // MODEL: path.check
  I.lastRead(); // MODEL: path.check
  I.birthTime(); // MODEL: path.check
  I.created(); // MODEL: path.check
  I.metadataChangeTime(); // MODEL: path.check
  I.fileTime(QFile::FileAccessTime); // MODEL: path.check
  I.refresh(); // MODEL: pure
  I.isAbsolute(); // MODEL: pure
  I.isRelative(); // MODEL: pure
  I.isRoot(); // MODEL: pure
  D.isAbsolute(); // MODEL: pure
  D.isRelative(); // MODEL: pure
  QDir::isAbsolutePath(N); // MODEL: pure
  QDir::isRelativePath(N); // MODEL: pure
  D.isRoot(); // MODEL: pure
  (void)(I == I); // MODEL: pure
  (void)(D == D); // MODEL: pure
  QDir::separator(); // MODEL: pure
  D.exists(); // MODEL: path.check
  D.exists(N); // MODEL: path.check
  D.isReadable(); // MODEL: path.check
  D.isEmpty(); // MODEL: path.check
  D.count(); // MODEL: path.check
  I.canonicalFilePath(); // MODEL: path.resolve
  I.canonicalPath(); // MODEL: path.resolve
  D.canonicalPath(); // MODEL: path.resolve
  I.symLinkTarget(); // MODEL: path.resolve
  I.readLink(); // MODEL: path.resolve
  QFile::symLinkTarget(N); // MODEL: path.resolve
  F.symLinkTarget(); // MODEL: path.resolve
  D.entryList(); // MODEL: path.list
  D.entryInfoList(); // MODEL: path.list
  QDirIterator It(N); // MODEL: path.list
  It.filePath(); // MODEL: path.build
  It.fileName(); // MODEL: path.build
  It.fileInfo(); // MODEL: path.build
  It.path(); // MODEL: path.build
  It.hasNext(); // MODEL: pure
}

void opens(const QString &N, QFile &F, QSaveFile &S, int Fd) {
  F.open(QIODevice::WriteOnly | QIODevice::NewOnly); // MODEL: path.use
  QIODevice::OpenMode Mode = QIODevice::ReadOnly; // MODEL: path.same
  F.open(QIODevice::ReadOnly | QIODevice::Text); // MODEL: path.use, pure
  F.open(Mode | QIODevice::Text); // MODEL: path.use, pure
  F.open(Fd, QIODevice::ReadOnly); // MODEL: fd.same
  S.open(QIODevice::WriteOnly); // MODEL: pure
  S.cancelWriting(); // MODEL: pure
  S.commit(); // MODEL: path.use
  QSettings C(N, QSettings::IniFormat); // MODEL: path.use
  QImage I(N); // MODEL: path.use
  QPixmap P(N); // MODEL: path.use
  I.load(N); // MODEL: path.use
  P.load(N); // MODEL: path.use
  I.save(N); // MODEL: path.use
  P.save(N); // MODEL: path.use
}

void handles(QFile &F, QSaveFile &S, char *Buf) {
  QFileDevice &G = F;
  QIODevice &D = F;
  F.handle(); // MODEL: fd.same
  F.close(); // MODEL: fd.close
  G.close(); // MODEL: fd.close
  F.size(); // MODEL: fd.check
  G.size(); // MODEL: fd.check
  D.size(); // MODEL: fd.check
  F.permissions(); // MODEL: fd.check
  G.permissions(); // MODEL: fd.check
  F.fileTime(QFile::FileAccessTime); // MODEL: fd.check
  F.setPermissions(QFile::ReadOwner); // MODEL: fd.use
  G.setPermissions(QFile::ReadOwner); // MODEL: fd.use
  F.resize(0); // MODEL: fd.use
  G.resize(0); // MODEL: fd.use
  F.setFileTime(QDateTime(), QFile::FileAccessTime); // MODEL: fd.use
  F.readAll(); // MODEL: fd.use
  F.readLine(); // MODEL: fd.use
  F.read(4); // MODEL: fd.use
  F.peek(4); // MODEL: fd.use
  F.readLine(Buf, 4); // MODEL: fd.use
  F.read(Buf, 4); // MODEL: fd.use
  F.peek(Buf, 4); // MODEL: fd.use
  F.write("x"); // MODEL: fd.use
  F.putChar('x'); // MODEL: fd.use
  F.isOpen(); // MODEL: pure
  F.isReadable(); // MODEL: pure
  F.isWritable(); // MODEL: pure
  F.openMode(); // MODEL: pure
  F.errorString(); // MODEL: pure
  F.error(); // MODEL: pure
  F.flush(); // MODEL: pure
  F.seek(0); // MODEL: pure
  F.pos(); // MODEL: pure
  F.atEnd(); // MODEL: pure
}

void acts(const QString &N, const QString &M, QFile &F, QDir D) {
  D.mkdir(N); // MODEL: path.use
  D.mkpath(N); // MODEL: path.use
  D.rmdir(N); // MODEL: path.use
  D.rmpath(N); // MODEL: path.use
  D.remove(N); // MODEL: path.use
  D.removeRecursively(); // MODEL: path.use
  D.rename(N, M); // MODEL: path.use
  QDir::setCurrent(N); // MODEL: path.use
  QFile::remove(N); // MODEL: path.use
  QFile::moveToTrash(N); // MODEL: path.use
  F.remove(); // MODEL: path.use
  F.moveToTrash(); // MODEL: path.use
  QFile::rename(N, M); // MODEL: path.use
  F.rename(M); // MODEL: path.use, path.same
  QFile::copy(N, M); // MODEL: path.use
  F.copy(M); // MODEL: path.use
  QFile::link(N, M); // MODEL: path.use
  F.link(M); // MODEL: path.use
  QFile::resize(N, 0); // MODEL: path.use
  QFile::setPermissions(N, QFile::ReadOwner); // MODEL: path.use
}

void locks(QLockFile &L) {
  L.lock(); // MODEL: lock.acquire
  L.tryLock(); // MODEL: lock.acquire
  L.unlock(); // MODEL: lock.release
}

void programs(const QString &N, const QStringList &A, QProcess &P, QLibrary &L,
              QPluginLoader &G) {
  P.start(N, A); // MODEL: path.use
  P.start(); // MODEL: path.use
  QProcess::startDetached(N, A); // MODEL: path.use
  QProcess::execute(N, A); // MODEL: path.use
  P.startDetached(); // MODEL: path.use
  L.load(); // MODEL: path.use
  G.load(); // MODEL: path.use
  G.instance(); // MODEL: path.use
  P.waitForFinished(); // MODEL: wait
  P.waitForStarted(); // MODEL: wait
  QThread::sleep(1); // MODEL: wait
  QThread::msleep(1); // MODEL: wait
  QThread::usleep(1); // MODEL: wait
}
