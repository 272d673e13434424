// PACKAGE: libpoco-dev
// FLAGS:
#include <Poco/DirectoryIterator.h>
#include <Poco/File.h>
#include <Poco/FileStream.h>
#include <Poco/Format.h>
#include <Poco/NamedMutex.h>
#include <Poco/NumberFormatter.h>
#include <Poco/Path.h>
#include <Poco/Process.h>
#include <Poco/SharedLibrary.h>
#include <Poco/TemporaryFile.h>
#include <Poco/Thread.h>
#include <Poco/Timestamp.h>
using namespace Poco;

void names(const std::string &S, const char *C) {
  File A(S); // MODEL: path.same
  File B(C); // MODEL: path.same
  Path P(S); // MODEL: path.same
  File D(P); // MODEL: path.same
  Path Q(P, S); // MODEL: fill
  A = S; // MODEL: path.same
  P = S; // MODEL: path.same
  P.assign(S); // MODEL: path.same
  P.parse(S); // MODEL: path.same
  A.path(); // MODEL: path.same
  P.toString(); // MODEL: path.same
  P.append(Q); // MODEL: append
  P.resolve(Q); // MODEL: append
  P.pushDirectory(S); // MODEL: append
  P.popDirectory(); // MODEL: append
  P.setFileName(S); // MODEL: append
  P.setBaseName(S); // MODEL: append
  P.setExtension(S); // MODEL: append
  P.makeDirectory(); // MODEL: append
  P.makeFile(); // MODEL: append
  P.makeParent(); // MODEL: append
  P.makeAbsolute(); // MODEL: append
  P.parent(); // MODEL: path.build
  P.absolute(); // MODEL: path.build
  P.getFileName(); // MODEL: path.build
  P.getBaseName(); // MODEL: path.build
  P.getExtension(); // MODEL: path.build
  P.directory(0); // MODEL: path.build
  P[0]; // MODEL: path.build
  Path::forDirectory(S); // MODEL: path.build
  Path::current(); // MODEL: path.build
  Path::home(); // MODEL: path.build
  Path::temp(); // MODEL: path.build
  Path::expand(S); // MODEL: path.build
  P.isAbsolute(); // MODEL: pure
  P.isRelative(); // MODEL: pure
  P.isDirectory(); // MODEL: pure
  P.isFile(); // MODEL: pure
  P.depth(); // MODEL: pure
  Path::separator(); // MODEL: pure
  (void)(A == B); // MODEL: pure
  format("%s/x", S); // MODEL: path.build
  NumberFormatter::format(3); // MODEL: path.build
}

void checks(File &F, const std::string &S, std::vector<std::string> &L) {
  F.exists(); // MODEL: path.check
  F.canRead(); // MODEL: path.check
  F.canWrite(); // MODEL: path.check
  F.canExecute(); // MODEL: path.check
  F.isFile(); // MODEL: path.check
  F.isDevice(); // MODEL: path.check
  F.isDirectory(); // MODEL: path.check
  F.isLink(); // MODEL: path.check
  F.isHidden(); // MODEL: path.check
  F.getSize(); // MODEL: path.check
  F.getLastModified(); // MODEL: path.check
  F.created(); // MODEL: path.check
  F.totalSpace(); // MODEL: path.check
  F.usableSpace(); // MODEL: path.check
  F.freeSpace(); // MODEL: path.check
  F.list(L); // MODEL: path.list
  DirectoryIterator I(S); // MODEL: path.list
  *I; // MODEL: path.build
  I->exists(); // MODEL: path.build, path.check
  I.name(); // MODEL: path.build
  I.path(); // MODEL: path.build
  (void)(I != I); // MODEL: pure
  (void)(I == I); // MODEL: pure
}

void acts(File &F, const std::string &S, Process::Args &A, ProcessHandle &H,
          SharedLibrary &L) {
  F.createFile(); // MODEL: path.use
  F.createDirectory(); // MODEL: path.use
  F.createDirectories(); // MODEL: path.use
  F.remove(); // MODEL: path.use
  F.remove(true); // MODEL: path.use
  F.renameTo(S); // MODEL: path.use, path.same
  F.moveTo(S); // MODEL: path.use, path.same
  F.copyTo(S, File::OPT_FAIL_ON_OVERWRITE); // MODEL: path.use
  F.linkTo(S); // MODEL: path.use
  F.setSize(0); // MODEL: path.use
  F.setWriteable(); // MODEL: path.use
  F.setReadOnly(); // MODEL: path.use
  F.setExecutable(); // MODEL: path.use
  F.setLastModified(Timestamp()); // MODEL: path.use
  FileInputStream I(S); // MODEL: path.use
  FileOutputStream O(S); // MODEL: path.use
  FileStream B(S); // MODEL: path.use
  B.open(S, std::ios::in); // MODEL: path.use
  B.close(); // MODEL: fd.close
  Process::launch(S, A); // MODEL: path.use
  Process::wait(H); // MODEL: wait
  H.wait(); // MODEL: wait
  Thread::sleep(1); // MODEL: wait
  SharedLibrary M(S); // MODEL: path.use
  L.load(S); // MODEL: path.use
  TemporaryFile::tempName(); // MODEL: path.temp
  TemporaryFile T; // MODEL: path.temp
}

void locks(NamedMutex &M) {
  M.lock(); // MODEL: lock.acquire
  M.tryLock(); // MODEL: lock.acquire
  M.unlock(); // MODEL: lock.release
}
