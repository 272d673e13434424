// PACKAGE:
// FLAGS:
// Chromium's base is not packaged: what follows declares what is used of it.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {
class FilePath {
public:
  using StringType = std::string;
  using StringPieceType = std::string_view;
  FilePath();
  FilePath(const FilePath &);
  explicit FilePath(StringPieceType);
  FilePath &operator=(const FilePath &);
  static FilePath FromUTF8Unsafe(std::string_view);
  static FilePath FromASCII(std::string_view);
  const StringType &value() const;
  std::string AsUTF8Unsafe() const;
  std::string MaybeAsASCII() const;
  std::u16string LossyDisplayName() const;
  FilePath Append(StringPieceType) const;
  FilePath Append(const FilePath &) const;
  FilePath AppendASCII(std::string_view) const;
  FilePath DirName() const;
  FilePath BaseName() const;
  StringType Extension() const;
  StringType FinalExtension() const;
  FilePath RemoveExtension() const;
  FilePath AddExtension(StringPieceType) const;
  FilePath AddExtensionASCII(std::string_view) const;
  FilePath ReplaceExtension(StringPieceType) const;
  FilePath InsertBeforeExtension(StringPieceType) const;
  FilePath InsertBeforeExtensionASCII(std::string_view) const;
  FilePath StripTrailingSeparators() const;
  FilePath NormalizePathSeparators() const;
  bool empty() const;
  bool IsAbsolute() const;
  bool ReferencesParent() const;
  bool IsParent(const FilePath &) const;
  bool MatchesExtension(StringPieceType) const;
  bool EndsWithSeparator() const;
  bool operator==(const FilePath &) const;
  bool operator!=(const FilePath &) const;
};
class Time {};
class File {
public:
  enum Flags : uint32_t {
    FLAG_OPEN = 1 << 0,
    FLAG_CREATE = 1 << 1,
    FLAG_OPEN_ALWAYS = 1 << 2,
    FLAG_CREATE_ALWAYS = 1 << 3,
    FLAG_OPEN_TRUNCATED = 1 << 4,
    FLAG_READ = 1 << 5,
    FLAG_WRITE = 1 << 6,
    FLAG_APPEND = 1 << 7,
  };
  enum Error { FILE_OK = 0, FILE_ERROR_FAILED = -1, FILE_ERROR_EXISTS = -3 };
  enum class LockMode { kShared, kExclusive };
  struct Info {
    int64_t size;
    bool is_directory, is_symbolic_link;
    Time last_modified, last_accessed, creation_time;
  };
  File();
  File(const FilePath &, uint32_t);
  void Initialize(const FilePath &, uint32_t);
  bool IsValid() const;
  bool created() const;
  Error error_details() const;
  void Close();
  int GetPlatformFile() const;
  int TakePlatformFile();
  File Duplicate() const;
  bool GetInfo(Info *);
  int64_t GetLength();
  bool SetLength(int64_t);
  bool SetTimes(Time, Time);
  int Read(int64_t, char *, int);
  int ReadAtCurrentPos(char *, int);
  int Write(int64_t, const char *, int);
  int WriteAtCurrentPos(const char *, int);
  bool Flush();
  Error Lock(LockMode);
  Error Unlock();
};
class FileEnumerator {
public:
  enum FileType { FILES = 1 };
  FileEnumerator(const FilePath &, bool, int);
  FilePath Next();
};
class ScopedTempDir {
public:
  bool CreateUniqueTempDir();
  bool CreateUniqueTempDirUnderPath(const FilePath &);
  const FilePath &GetPath() const;
  bool IsValid() const;
};
class ImportantFileWriter {
public:
  static bool WriteFileAtomically(const FilePath &, std::string_view);
};
struct NativeLibraryLoadError;
void *LoadNativeLibrary(const FilePath &, NativeLibraryLoadError *);
using ScopedFILE = std::unique_ptr<FILE, int (*)(FILE *)>;

bool PathExists(const FilePath &);
bool PathIsReadable(const FilePath &);
bool PathIsWritable(const FilePath &);
bool DirectoryExists(const FilePath &);
bool GetFileInfo(const FilePath &, File::Info *);
bool GetFileSize(const FilePath &, int64_t *);
std::optional<int64_t> GetFileSize(const FilePath &);
int64_t ComputeDirectorySize(const FilePath &);
bool GetPosixFilePermissions(const FilePath &, int *);
bool IsLink(const FilePath &);
bool IsDirectoryEmpty(const FilePath &);
bool NormalizeFilePath(const FilePath &, FilePath *);
bool ReadSymbolicLink(const FilePath &, FilePath *);
std::optional<FilePath> ReadSymbolicLinkAbsolute(const FilePath &);
FilePath MakeAbsoluteFilePath(const FilePath &);
bool WriteFile(const FilePath &, std::string_view);
bool AppendToFile(const FilePath &, std::string_view);
bool ReadFileToString(const FilePath &, std::string *);
bool ReadFileToStringWithMaxSize(const FilePath &, std::string *, size_t);
std::optional<std::vector<uint8_t>> ReadFileToBytes(const FilePath &);
int ReadFile(const FilePath &, char *, int);
FILE *OpenFile(const FilePath &, const char *);
bool CloseFile(FILE *);
bool DeleteFile(const FilePath &);
bool DeletePathRecursively(const FilePath &);
bool CreateDirectory(const FilePath &);
bool CreateDirectoryAndGetError(const FilePath &, File::Error *);
bool SetPosixFilePermissions(const FilePath &, int);
bool TouchFile(const FilePath &, const Time &, const Time &);
bool Move(const FilePath &, const FilePath &);
bool ReplaceFile(const FilePath &, const FilePath &, File::Error *);
bool CopyFile(const FilePath &, const FilePath &);
bool CopyDirectory(const FilePath &, const FilePath &, bool);
bool CopyDirectoryExcl(const FilePath &, const FilePath &, bool);
bool CreateSymbolicLink(const FilePath &, const FilePath &);
bool SetCurrentDirectory(const FilePath &);
bool GetCurrentDirectory(FilePath *);
bool GetTempDir(FilePath *);
FilePath GetHomeDir();
FilePath GetUniquePath(const FilePath &);
FilePath GetUniquePathWithSuffixFormat(const FilePath &, std::string_view);
bool CreateTemporaryFile(FilePath *);
bool CreateTemporaryFileInDir(const FilePath &, FilePath *);
ScopedFILE CreateAndOpenTemporaryStream(FilePath *);
ScopedFILE CreateAndOpenTemporaryStreamInDir(const FilePath &, FilePath *);
File CreateAndOpenTemporaryFileInDir(const FilePath &, FilePath *);
int CreateAndOpenFdForTemporaryFileInDir(const FilePath &, FilePath *);
bool CreateNewTempDirectory(const FilePath::StringType &, FilePath *);
bool CreateTemporaryDirInDir(const FilePath &, const FilePath::StringType &,
                             FilePath *);
std::string StringPrintf(const char *, ...);
std::string StrCat(std::initializer_list<std::string_view>);
std::string NumberToString(int);
} // namespace base
using namespace base;

void names(const std::string &S, FilePath P, FilePath *Out) {
  FilePath A(S); // MODEL: path.same
  FilePath B(P); // MODEL: path.same
  A = P; // MODEL: path.same
  FilePath::FromUTF8Unsafe(S); // MODEL: path.same
  FilePath::FromASCII(S); // MODEL: path.same
  P.value(); // MODEL: path.same
  P.AsUTF8Unsafe(); // MODEL: path.same
  P.MaybeAsASCII(); // MODEL: path.same
  P.LossyDisplayName(); // MODEL: path.same
  P.Append(S); // MODEL: path.build
  P.AppendASCII(S); // MODEL: path.build
  P.DirName(); // MODEL: path.build
  P.BaseName(); // MODEL: path.build
  P.Extension(); // MODEL: path.build
  P.FinalExtension(); // MODEL: path.build
  P.RemoveExtension(); // MODEL: path.build
  P.AddExtension(S); // MODEL: path.build
  P.AddExtensionASCII(S); // MODEL: path.build
  P.ReplaceExtension(S); // MODEL: path.build
  P.InsertBeforeExtension(S); // MODEL: path.build
  P.InsertBeforeExtensionASCII(S); // MODEL: path.build
  P.StripTrailingSeparators(); // MODEL: path.build
  P.NormalizePathSeparators(); // MODEL: path.build
  P.empty(); // MODEL: pure
  P.IsAbsolute(); // MODEL: pure
  P.ReferencesParent(); // MODEL: pure
  P.IsParent(A); // MODEL: pure
  P.MatchesExtension(S); // MODEL: pure
  P.EndsWithSeparator(); // MODEL: pure
  (void)(P == A); // MODEL: pure
  (void)(P != A); // MODEL: pure
  StringPrintf("%s/x", S.c_str()); // MODEL: path.build
  StrCat({S, "/x"}); // MODEL: path.build
  NumberToString(3); // MODEL: path.build
  GetTempDir(Out); // MODEL: fill
  GetCurrentDirectory(Out); // MODEL: fill
  GetHomeDir(); // MODEL: path.build
}

void checks(const FilePath &P, FilePath *Out, File::Info *I, int64_t *Size,
            int *Mode) {
  PathExists(P); // MODEL: path.check
  PathIsReadable(P); // MODEL: path.check
  PathIsWritable(P); // MODEL: path.check
  DirectoryExists(P); // MODEL: path.check
  GetFileInfo(P, I); // MODEL: path.check
  GetFileSize(P, Size); // MODEL: path.check
  GetFileSize(P); // MODEL: path.check
  ComputeDirectorySize(P); // MODEL: path.check
  GetPosixFilePermissions(P, Mode); // MODEL: path.check
  IsLink(P); // MODEL: path.check
  IsDirectoryEmpty(P); // MODEL: path.check
  NormalizeFilePath(P, Out); // MODEL: path.resolve
  ReadSymbolicLink(P, Out); // MODEL: path.resolve
  MakeAbsoluteFilePath(P); // MODEL: path.resolve
  ReadSymbolicLinkAbsolute(P); // MODEL: path.resolve
  FileEnumerator E(P, true, FileEnumerator::FILES); // MODEL: path.list
  E.Next(); // MODEL: fd.use
}

void acts(const FilePath &P, const FilePath &Q, std::string *S, char *B, FILE *F) {
  WriteFile(P, *S); // MODEL: path.use
  AppendToFile(P, *S); // MODEL: path.use
  ReadFileToString(P, S); // MODEL: path.use
  ReadFileToStringWithMaxSize(P, S, 9); // MODEL: path.use
  ReadFileToBytes(P); // MODEL: path.use
  ReadFile(P, B, 9); // MODEL: path.use
  OpenFile(P, "w"); // MODEL: path.use
  CloseFile(F); // MODEL: fd.close
  DeleteFile(P); // MODEL: path.use
  DeletePathRecursively(P); // MODEL: path.use
  CreateDirectory(P); // MODEL: path.use
  CreateDirectoryAndGetError(P, nullptr); // MODEL: path.use
  SetPosixFilePermissions(P, 0600); // MODEL: path.use
  TouchFile(P, Time(), Time()); // MODEL: path.use
  Move(P, Q); // MODEL: path.use
  ReplaceFile(P, Q, nullptr); // MODEL: path.use
  CopyFile(P, Q); // MODEL: path.use
  CopyDirectory(P, Q, true); // MODEL: path.use
  CopyDirectoryExcl(P, Q, true); // MODEL: path.use
  CreateSymbolicLink(Q, P); // MODEL: path.use
  SetCurrentDirectory(P); // MODEL: path.use
  LoadNativeLibrary(P, nullptr); // MODEL: path.use
  ImportantFileWriter::WriteFileAtomically(P, *S); // MODEL: path.use
}

void files(const FilePath &P, File::Info *I, char *B) {
  File F(P, File::FLAG_CREATE | File::FLAG_WRITE); // MODEL: path.use
  F.Initialize(P, File::FLAG_OPEN | File::FLAG_READ); // MODEL: path.use
  F.IsValid(); // MODEL: pure
  F.created(); // MODEL: pure
  F.error_details(); // MODEL: pure
  F.GetPlatformFile(); // MODEL: fd.same
  F.TakePlatformFile(); // MODEL: fd.same
  F.Duplicate(); // MODEL: fd.same
  F.GetInfo(I); // MODEL: fd.check
  F.GetLength(); // MODEL: fd.check
  F.SetLength(0); // MODEL: fd.use
  F.SetTimes(Time(), Time()); // MODEL: fd.use
  F.Read(0, B, 4); // MODEL: fd.use
  F.ReadAtCurrentPos(B, 4); // MODEL: fd.use
  F.Write(0, B, 4); // MODEL: fd.use
  F.WriteAtCurrentPos(B, 4); // MODEL: fd.use
  F.Flush(); // MODEL: fd.use
  F.Lock(File::LockMode::kExclusive); // MODEL: lock.acquire
  F.Unlock(); // MODEL: lock.release
  F.Close(); // MODEL: fd.close
}

void own(const FilePath &P, FilePath *Out, ScopedTempDir &D) {
  GetUniquePath(P); // MODEL: path.temp
  GetUniquePathWithSuffixFormat(P, "_%d"); // MODEL: path.temp
  CreateTemporaryFile(Out); // MODEL: path.private
  CreateTemporaryFileInDir(P, Out); // MODEL: path.private
  CreateAndOpenTemporaryStream(Out); // MODEL: path.private
  CreateAndOpenTemporaryStreamInDir(P, Out); // MODEL: path.private
  CreateAndOpenTemporaryFileInDir(P, Out); // MODEL: path.private
  CreateAndOpenFdForTemporaryFileInDir(P, Out); // MODEL: path.private
  CreateNewTempDirectory("x", Out); // MODEL: path.private
  CreateTemporaryDirInDir(P, "x", Out); // MODEL: path.private
  D.CreateUniqueTempDir(); // MODEL: path.private
  D.CreateUniqueTempDirUnderPath(P); // MODEL: path.private
  D.GetPath(); // MODEL: path.same
  D.IsValid(); // MODEL: pure
}
