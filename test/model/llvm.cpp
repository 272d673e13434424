// PACKAGE: llvm-19-dev
// FLAGS: $(llvm-config-19 --cppflags)
#include "llvm/Support/DynamicLibrary.h"
#include "llvm/Support/FileOutputBuffer.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
using namespace llvm;
namespace fs = llvm::sys::fs;

void checks(const Twine &P, const Twine &Q, StringRef S, bool &B, uint64_t &N,
            fs::file_status &St, fs::UniqueID &Id, SmallVectorImpl<char> &Out,
            std::error_code &EC) {
  fs::exists(P); // MODEL: path.check
  fs::can_write(P); // MODEL: path.check
  fs::can_execute(P); // MODEL: path.check
  fs::access(P, fs::AccessMode::Write); // MODEL: path.check
  fs::is_directory(P); // MODEL: path.check
  fs::is_regular_file(P); // MODEL: path.check
  fs::is_symlink_file(P); // MODEL: path.check
  fs::is_directory(P, B); // MODEL: path.check
  fs::is_regular_file(P, B); // MODEL: path.check
  fs::is_symlink_file(P, B); // MODEL: path.check
  fs::is_other(P, B); // MODEL: path.check
  fs::get_file_type(P); // MODEL: path.check
  fs::status(P, St); // MODEL: path.check
  fs::file_size(P, N); // MODEL: path.check
  fs::getPermissions(P); // MODEL: path.check
  fs::getUniqueID(P, Id); // MODEL: path.check
  fs::equivalent(P, Q); // MODEL: path.check
  fs::equivalent(P, Q, B); // MODEL: path.check
  fs::disk_space(P); // MODEL: path.check
  fs::real_path(P, Out); // MODEL: path.resolve
  sys::findProgramByName(S); // MODEL: path.resolve
  fs::directory_iterator I(P, EC); // MODEL: path.list
  fs::recursive_directory_iterator J(P, EC); // MODEL: path.list
  *I; // MODEL: path.build
  I->path(); // MODEL: path.build, path.same
  *J; // MODEL: path.build
  J->path(); // MODEL: path.build, path.same
  fs::exists(St); // MODEL: pure
  fs::is_directory(St); // MODEL: pure
  fs::is_regular_file(St); // MODEL: pure
  fs::is_symlink_file(St); // MODEL: pure
  fs::is_other(St); // MODEL: pure
  fs::status_known(St); // MODEL: pure
  fs::equivalent(St, St); // MODEL: pure
  St.type(); // MODEL: pure
  St.permissions(); // MODEL: pure
  St.getSize(); // MODEL: pure
  St.getUser(); // MODEL: pure
  St.getGroup(); // MODEL: pure
  St.getLastModificationTime(); // MODEL: pure
  St.getUniqueID(); // MODEL: pure
}

void opens(const Twine &P, StringRef S, int &Fd, std::error_code &EC) {
  fs::openFile(P, Fd, fs::CD_CreateNew, fs::FA_Write, fs::OF_Text | fs::OF_Append); // MODEL: path.use, pure
  (void)fs::openNativeFile(P, fs::CD_OpenAlways, fs::FA_Write, fs::OF_None); // MODEL: path.use
  fs::openFileForWrite(P, Fd); // MODEL: path.use
  fs::openFileForReadWrite(P, Fd, fs::CD_CreateNew, fs::OF_None); // MODEL: path.use
  (void)fs::openNativeFileForWrite(P, fs::CD_CreateNew, fs::OF_None); // MODEL: path.use
  (void)fs::openNativeFileForReadWrite(P, fs::CD_CreateNew, fs::OF_None); // MODEL: path.use
  fs::openFileForRead(P, Fd); // MODEL: path.use
  (void)fs::openNativeFileForRead(P); // MODEL: path.use
  raw_fd_ostream A(S, EC); // MODEL: path.use
  raw_fd_ostream B(S, EC, fs::CD_CreateNew, fs::FA_Write, fs::OF_None); // MODEL: path.use
  A.has_error(); // MODEL: pure
  A.error(); // MODEL: pure
  A.close(); // MODEL: fd.close
  MemoryBuffer::getFile(P); // MODEL: path.use
  MemoryBuffer::getFileOrSTDIN(P); // MODEL: path.use
  MemoryBuffer::getFileAsStream(P); // MODEL: path.use
  MemoryBuffer::getFileSlice(P, 4, 4); // MODEL: path.use
  WritableMemoryBuffer::getFile(P); // MODEL: path.use
  MemoryBuffer::getOpenFile(Fd, P, 4); // MODEL: fd.use
  MemoryBuffer::getOpenFileSlice(Fd, P, 4, 4); // MODEL: fd.use
  (void)FileOutputBuffer::create(S, 4); // MODEL: path.use
}

void acts(const Twine &P, const Twine &Q, StringRef S, int Fd) {
  fs::create_directory(P); // MODEL: path.use
  fs::create_directories(P, false); // MODEL: path.use
  fs::create_link(Q, P); // MODEL: path.use
  fs::create_hard_link(Q, P); // MODEL: path.use
  fs::remove(P); // MODEL: path.use
  fs::remove_directories(P); // MODEL: path.use
  fs::rename(P, Q); // MODEL: path.use
  fs::copy_file(P, Q); // MODEL: path.use
  fs::copy_file(P, Fd); // MODEL: path.use
  fs::setPermissions(P, fs::all_all); // MODEL: path.use
  fs::set_current_path(P); // MODEL: path.use
  sys::ExecuteAndWait(S, {}); // MODEL: path.use, wait
  sys::ExecuteNoWait(S, {}, std::nullopt); // MODEL: path.use
  sys::DynamicLibrary::LoadLibraryPermanently("x"); // MODEL: path.use
  sys::DynamicLibrary::getPermanentLibrary("x"); // MODEL: path.use
}

void own(const Twine &P, StringRef S, int &Fd, SmallVectorImpl<char> &Out) {
  fs::createUniquePath(P, Out, true); // MODEL: path.temp
  fs::getPotentiallyUniqueFileName(P, Out); // MODEL: path.temp
  fs::getPotentiallyUniqueTempFileName(P, S, Out); // MODEL: path.temp
  fs::createUniqueFile(P, Fd, Out); // MODEL: path.private
  fs::createUniqueFile(P, Out); // MODEL: path.private
  fs::createTemporaryFile(P, S, Fd, Out); // MODEL: path.private
  fs::createTemporaryFile(P, S, Out); // MODEL: path.private
  fs::createUniqueDirectory(P, Out); // MODEL: path.private
  (void)fs::TempFile::create(P); // MODEL: path.private
}

void handles(int Fd, fs::file_status &St, MutableArrayRef<char> Buf,
             SmallVectorImpl<char> &Out) {
  fs::status(Fd, St); // MODEL: fd.check
  fs::setPermissions(Fd, fs::all_all); // MODEL: fd.use
  fs::resize_file(Fd, 0); // MODEL: fd.use
  fs::setLastAccessAndModificationTime(Fd, sys::TimePoint<>()); // MODEL: fd.use
  fs::changeFileOwnership(Fd, 0, 0); // MODEL: fd.use
  (void)fs::readNativeFile(Fd, Buf); // MODEL: fd.use
  (void)fs::readNativeFileSlice(Fd, Buf, 0); // MODEL: fd.use
  (void)fs::readNativeFileToEOF(Fd, Out); // MODEL: fd.use
  fs::convertFDToNativeFile(Fd); // MODEL: fd.same
  fs::lockFile(Fd); // MODEL: lock.acquire
  fs::tryLockFile(Fd); // MODEL: lock.acquire
  fs::unlockFile(Fd); // MODEL: lock.release
  fs::closeFile(Fd); // MODEL: fd.close
}
