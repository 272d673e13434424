// PACKAGE:
// FLAGS:
// folly is not packaged: what follows declares what is used of it.
#include <fcntl.h>
#include <limits>
#include <string>
#include <sys/file.h>
#include <sys/types.h>

namespace folly {
template <class Iter> class Range {
public:
  Range(const char *);
  Range(const std::string &);
  Iter data() const;
  std::string str() const;
  std::string toString() const;
};
using StringPiece = Range<const char *>;
enum class SyncType { WITH_SYNC, WITHOUT_SYNC };

template <class Container>
bool readFile(const char *, Container &,
              size_t = std::numeric_limits<size_t>::max());
template <class Container>
bool readFile(int, Container &, size_t = std::numeric_limits<size_t>::max());
template <class Container>
bool writeFile(const Container &, const char *,
               int = O_WRONLY | O_CREAT | O_TRUNC, mode_t = 0666);
void writeFileAtomic(StringPiece, StringPiece, mode_t = 0644,
                     SyncType = SyncType::WITHOUT_SYNC);
int writeFileAtomicNoThrow(StringPiece, StringPiece, mode_t = 0644,
                           SyncType = SyncType::WITHOUT_SYNC);
int openNoInt(const char *, int, mode_t = 0666);
int truncateNoInt(const char *, off_t);
int ftruncateNoInt(int, off_t);
int closeNoInt(int);
int dupNoInt(int);
int dup2NoInt(int, int);
int fsyncNoInt(int);
int fdatasyncNoInt(int);
int flockNoInt(int, int);
ssize_t readNoInt(int, void *, size_t);
ssize_t preadNoInt(int, void *, size_t, off_t);
ssize_t readFull(int, void *, size_t);
ssize_t preadFull(int, void *, size_t, off_t);
ssize_t writeNoInt(int, const void *, size_t);
ssize_t pwriteNoInt(int, const void *, size_t, off_t);
ssize_t writeFull(int, const void *, size_t);
ssize_t pwriteFull(int, const void *, size_t, off_t);

class File {
public:
  explicit File(int, bool = false) noexcept;
  explicit File(const char *, int = O_RDONLY, mode_t = 0666);
  explicit File(const std::string &, int = O_RDONLY, mode_t = 0666);
  explicit File(StringPiece, int = O_RDONLY, mode_t = 0666);
  static File temporary();
  int fd() const;
  int release() noexcept;
  File dup() const;
  File dupCloseOnExec() const;
  explicit operator bool() const;
  void close();
  bool closeNoThrow();
  void lock();
  bool try_lock();
  void unlock();
  void lock_shared();
  bool try_lock_shared();
  void unlock_shared();
};

template <class T, class... A> T to(const A &...);
template <class... A> std::string sformat(StringPiece, A &&...);
std::string stringPrintf(const char *, ...);
template <class SynchronizedType, class LockPolicy> class LockedPtr {
public:
  ~LockedPtr();
  typename SynchronizedType::DataType *operator->() const;
  typename SynchronizedType::DataType &operator*() const;
  void unlock();
};
template <class Subclass> class SynchronizedBase {
public:
  LockedPtr<Subclass, int> wlock();
  LockedPtr<Subclass, int> ulock();
  LockedPtr<Subclass, int> lock();
  LockedPtr<const Subclass, int> rlock() const;
};
template <class T, class Mutex = int>
struct Synchronized : public SynchronizedBase<Synchronized<T, Mutex>> {
  using DataType = T;
  T copy() const;
  T exchange(T &&);
  void swap(T &);
  Synchronized &operator=(const T &);
};
} // namespace folly
using namespace folly;

void byName(const char *N, const std::string &S, std::string &Out) {
  readFile(N, Out); // MODEL: path.use
  writeFile(Out, N); // MODEL: path.use
  writeFileAtomic(N, S); // MODEL: path.use
  writeFileAtomicNoThrow(N, S); // MODEL: path.use
  openNoInt(N, O_RDWR | O_CREAT | O_EXCL); // MODEL: path.use
  truncateNoInt(N, 0); // MODEL: path.use
  File A(N, O_RDONLY); // MODEL: path.use
  File B(S); // MODEL: path.use
  File::temporary(); // MODEL: path.private
}

void handles(int Fd, char *B, std::string &Out, File &F) {
  readFile(Fd, Out); // MODEL: fd.use
  F.fd(); // MODEL: fd.same
  F.release(); // MODEL: fd.same
  F.dup(); // MODEL: fd.same
  F.dupCloseOnExec(); // MODEL: fd.same
  dupNoInt(Fd); // MODEL: fd.same
  dup2NoInt(Fd, 1); // MODEL: fd.same
  if (F) // MODEL: pure
    F.close(); // MODEL: fd.close
  F.closeNoThrow(); // MODEL: fd.close
  ftruncateNoInt(Fd, 0); // MODEL: fd.use
  readNoInt(Fd, B, 4); // MODEL: fd.use
  preadNoInt(Fd, B, 4, 0); // MODEL: fd.use
  readFull(Fd, B, 4); // MODEL: fd.use
  preadFull(Fd, B, 4, 0); // MODEL: fd.use
  writeNoInt(Fd, B, 4); // MODEL: fd.use
  pwriteNoInt(Fd, B, 4, 0); // MODEL: fd.use
  writeFull(Fd, B, 4); // MODEL: fd.use
  pwriteFull(Fd, B, 4, 0); // MODEL: fd.use
  fsyncNoInt(Fd); // MODEL: fd.use
  fdatasyncNoInt(Fd); // MODEL: fd.use
  closeNoInt(Fd); // MODEL: fd.close
  F.lock(); // MODEL: lock.acquire
  F.lock_shared(); // MODEL: lock.acquire
  F.try_lock(); // MODEL: lock.acquire
  F.try_lock_shared(); // MODEL: lock.acquire
  F.unlock(); // MODEL: lock.release
  F.unlock_shared(); // MODEL: lock.release
  flockNoInt(Fd, LOCK_EX | LOCK_NB); // MODEL: lock.acquire
}

void names(const char *N, const std::string &S) {
  to<std::string>(S, "/x"); // MODEL: path.build
  sformat("{}/x", S); // MODEL: path.build
  stringPrintf("%s/x", N); // MODEL: path.build
  StringPiece P(S); // MODEL: path.same
  P.data(); // MODEL: path.same
  P.str(); // MODEL: path.same
  P.toString(); // MODEL: path.same
}

// ABSENT: folly::Synchronized::wlock, folly::Synchronized::lock
// ABSENT: folly::Synchronized::LockedPtr::operator->
// ABSENT: folly::Synchronized::LockedPtr::operator*
// ABSENT: folly::Synchronized::LockedPtr::unlock
// ABSENT: folly::Synchronized::LockedPtr::~LockedPtr
// ABSENT: folly::Synchronized::WLockedPtr::operator->
// ABSENT: folly::Synchronized::WLockedPtr::operator*
// ABSENT: folly::Synchronized::WLockedPtr::unlock
// ABSENT: folly::Synchronized::WLockedPtr::~WLockedPtr
// ABSENT: folly::Synchronized::ConstLockedPtr::operator->
// ABSENT: folly::Synchronized::RLockedPtr::operator->
// ABSENT: folly::Synchronized::ConstLockedPtr::operator*
// ABSENT: folly::Synchronized::RLockedPtr::operator*
// ABSENT: folly::Synchronized::ConstLockedPtr::unlock
// ABSENT: folly::Synchronized::RLockedPtr::unlock
// ABSENT: folly::Synchronized::ConstLockedPtr::~ConstLockedPtr
// ABSENT: folly::Synchronized::RLockedPtr::~RLockedPtr
// ABSENT: folly::Synchronized::ulock, folly::Synchronized::rlock
void values(Synchronized<long> &S, long N) {
  auto W = S.wlock(); // MODEL: lock.acquire
  S.lock(); // MODEL: lock.acquire, lock.release
  S.ulock(); // MODEL: lock.acquire, lock.release
  *S.rlock(); // MODEL: lock.acquire, lock.query, lock.release
  W.operator->(); // MODEL: lock.query
  *W; // MODEL: lock.query
  W.unlock(); // MODEL: lock.release
  S.copy(); // MODEL: memory.read
  S = N; // MODEL: memory.write
  S.swap(N); // MODEL: memory.write
  S.exchange(N + 1); // MODEL: memory.write
} // MODEL: lock.release
