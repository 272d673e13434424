// RUN: %tocsin %s
// A status object says by its predicates how the look turned out.
#include <string>
namespace leveldb {
class Status {
public:
  bool ok() const;
  bool IsNotFound() const;
};
class WritableFile;
class Env {
public:
  Status GetFileSize(const std::string &Name, unsigned long *Size);
  Status NewWritableFile(const std::string &Name, WritableFile **File);
  Status RenameFile(const std::string &From, const std::string &To);
};
} // namespace leveldb
using namespace leveldb;

Status begin(Env *E, const std::string &Name, WritableFile **File) {
  unsigned long Size;
  const Status Found = E->GetFileSize(Name, &Size);
  if (!Found.IsNotFound())
    return Found;
  return E->NewWritableFile(Name, File); // EXPECT: file-toctou
}
Status publish(Env *E, const std::string &From, const std::string &To) {
  unsigned long Size;
  Status S = E->GetFileSize(To, &Size);
  if (S.ok())
    return S;
  return E->RenameFile(From, To); // EXPECT: file-toctou
}
// Without a look there is nothing to go stale.
Status replace(Env *E, const std::string &From, const std::string &To) {
  Status S = E->RenameFile(From, To);
  return S.IsNotFound() ? Status() : S;
}
