// PACKAGE: libleveldb-dev
// FLAGS:
#include <leveldb/env.h>
#include <leveldb/status.h>
#include <string>
#include <vector>
using namespace leveldb;

void env(Env *E, const std::string &N, const std::string &M, uint64_t *Size,
         std::vector<std::string> *L, SequentialFile **S, RandomAccessFile **R,
         WritableFile **W, Logger **G, FileLock **K, std::string *Text) {
  E->FileExists(N); // MODEL: path.check
  E->GetFileSize(N, Size); // MODEL: path.check
  E->GetChildren(N, L); // MODEL: path.list
  E->NewSequentialFile(N, S); // MODEL: path.use
  E->NewRandomAccessFile(N, R); // MODEL: path.use
  E->NewWritableFile(N, W); // MODEL: path.use
  E->NewAppendableFile(N, W); // MODEL: path.use
  E->NewLogger(N, G); // MODEL: path.use
  E->RemoveFile(N); // MODEL: path.use
  E->DeleteFile(N); // MODEL: path.use
  E->CreateDir(N); // MODEL: path.use
  E->RemoveDir(N); // MODEL: path.use
  E->DeleteDir(N); // MODEL: path.use
  E->RenameFile(N, M); // MODEL: path.use
  ReadFileToString(E, N, Text); // MODEL: path.use
  WriteStringToFile(E, M, N); // MODEL: path.use
  E->LockFile(N, K); // MODEL: lock.acquire
  E->UnlockFile(*K); // MODEL: lock.release
  E->SleepForMicroseconds(1); // MODEL: wait
}

void wrapped(EnvWrapper *E, const std::string &N) {
  E->FileExists(N); // MODEL: path.check
}

void status(const Status &S) {
  S.ok(); // MODEL: pure
  S.IsNotFound(); // MODEL: pure
  S.IsIOError(); // MODEL: pure
  S.ToString(); // MODEL: pure
}
