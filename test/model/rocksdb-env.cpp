// PACKAGE: librocksdb-dev
// FLAGS:
#include <memory>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/status.h>
#include <string>
#include <vector>
using namespace rocksdb;
template <class T> using Out = std::unique_ptr<T> *;

void env(Env *E, const std::string &N, const std::string &M, const EnvOptions &O,
         uint64_t *Size, bool *B, std::vector<std::string> *L,
         std::vector<Env::FileAttributes> *A, std::string *Text) {
  E->FileExists(N); // MODEL: path.check
  E->GetFileSize(N, Size); // MODEL: path.check
  E->GetFileModificationTime(N, Size); // MODEL: path.check
  E->IsDirectory(N, B); // MODEL: path.check
  E->NumFileLinks(N, Size); // MODEL: path.check
  E->AreFilesSame(N, M, B); // MODEL: path.check
  E->GetFreeSpace(N, Size); // MODEL: path.check
  E->GetChildren(N, L); // MODEL: path.list
  E->GetChildrenFileAttributes(N, A); // MODEL: path.list
  E->NewSequentialFile(N, Out<SequentialFile>(), O); // MODEL: path.use
  E->NewRandomAccessFile(N, Out<RandomAccessFile>(), O); // MODEL: path.use
  E->NewMemoryMappedFileBuffer(N, Out<MemoryMappedFileBuffer>()); // MODEL: path.use
  E->NewWritableFile(N, Out<WritableFile>(), O); // MODEL: path.use
  E->ReopenWritableFile(N, Out<WritableFile>(), O); // MODEL: path.use
  E->NewRandomRWFile(N, Out<RandomRWFile>(), O); // MODEL: path.use
  E->ReuseWritableFile(N, M, Out<WritableFile>(), O); // MODEL: path.use
  E->NewDirectory(N, Out<Directory>()); // MODEL: path.use
  E->DeleteFile(N); // MODEL: path.use
  E->Truncate(N, 0); // MODEL: path.use
  E->CreateDir(N); // MODEL: path.use
  E->CreateDirIfMissing(N); // MODEL: path.use
  E->DeleteDir(N); // MODEL: path.use
  E->RenameFile(N, M); // MODEL: path.use
  E->LinkFile(N, M); // MODEL: path.use
  ReadFileToString(E, N, Text); // MODEL: path.use
  WriteStringToFile(E, M, N); // MODEL: path.use
  FileLock *K = nullptr;
  E->LockFile(N, &K); // MODEL: lock.acquire
  E->UnlockFile(K); // MODEL: lock.release
}

void fileSystem(FileSystem *F, const std::string &N, const std::string &M,
                const FileOptions &O, const IOOptions &I, uint64_t *Size,
                bool *B, std::vector<std::string> *L,
                std::vector<FileAttributes> *A, IODebugContext *D) {
  F->FileExists(N, I, D); // MODEL: path.check
  F->GetFileSize(N, I, Size, D); // MODEL: path.check
  F->GetFileModificationTime(N, I, Size, D); // MODEL: path.check
  F->IsDirectory(N, I, B, D); // MODEL: path.check
  F->NumFileLinks(N, I, Size, D); // MODEL: path.check
  F->AreFilesSame(N, M, I, B, D); // MODEL: path.check
  F->GetChildren(N, I, L, D); // MODEL: path.list
  F->GetChildrenFileAttributes(N, I, A, D); // MODEL: path.list
  F->NewSequentialFile(N, O, Out<FSSequentialFile>(), D); // MODEL: path.use
  F->NewRandomAccessFile(N, O, Out<FSRandomAccessFile>(), D); // MODEL: path.use
  F->NewWritableFile(N, O, Out<FSWritableFile>(), D); // MODEL: path.use
  F->ReopenWritableFile(N, O, Out<FSWritableFile>(), D); // MODEL: path.use
  F->NewRandomRWFile(N, O, Out<FSRandomRWFile>(), D); // MODEL: path.use
  F->ReuseWritableFile(N, M, O, Out<FSWritableFile>(), D); // MODEL: path.use
  F->NewDirectory(N, I, Out<FSDirectory>(), D); // MODEL: path.use
  F->DeleteFile(N, I, D); // MODEL: path.use
  F->Truncate(N, 0, I, D); // MODEL: path.use
  F->CreateDir(N, I, D); // MODEL: path.use
  F->CreateDirIfMissing(N, I, D); // MODEL: path.use
  F->DeleteDir(N, I, D); // MODEL: path.use
  F->RenameFile(N, M, I, D); // MODEL: path.use
  F->LinkFile(N, M, I, D); // MODEL: path.use
  FileLock *K = nullptr;
  F->LockFile(N, I, &K, D); // MODEL: lock.acquire
  F->UnlockFile(K, I, D); // MODEL: lock.release
}

void wrapped(EnvWrapper *E, FileSystemWrapper *F, const std::string &N,
             const IOOptions &I) {
  E->FileExists(N); // MODEL: path.check
  F->DeleteFile(N, I, nullptr); // MODEL: path.use
}

void status(const Status &S) {
  S.ok(); // MODEL: pure
  S.IsNotFound(); // MODEL: pure
  S.IsIOError(); // MODEL: pure
  S.IsPathNotFound(); // MODEL: pure
  S.ToString(); // MODEL: pure
  S.code(); // MODEL: pure
}
