// RUN: %tocsin %s
// STD: c++17
// Job accounting of a print service (Win32).
#include <cstdint>
#include <cstring>

extern "C" {
typedef long LONG;
typedef int BOOL;
typedef unsigned long DWORD;
typedef void* HANDLE;
typedef void* LPVOID;
struct CRITICAL_SECTION {
  void* DebugInfo;
  LONG LockCount;
  LONG RecursionCount;
  HANDLE OwningThread;
  HANDLE LockSemaphore;
  std::uintptr_t SpinCount;
};
void InitializeCriticalSection(CRITICAL_SECTION*);
void DeleteCriticalSection(CRITICAL_SECTION*);
void EnterCriticalSection(CRITICAL_SECTION*);
BOOL TryEnterCriticalSection(CRITICAL_SECTION*);
void LeaveCriticalSection(CRITICAL_SECTION*);
LONG InterlockedIncrement(LONG volatile*);
LONG InterlockedDecrement(LONG volatile*);
LONG InterlockedExchange(LONG volatile*, LONG);
HANDLE CreateThread(void*, std::size_t, DWORD (*)(LPVOID), LPVOID, DWORD, DWORD*);
DWORD WaitForMultipleObjects(DWORD, const HANDLE*, BOOL, DWORD);
BOOL CloseHandle(HANDLE);
}

namespace spool {

class CsGuard {
 public:
  explicit CsGuard(CRITICAL_SECTION& cs) : cs_(cs) { EnterCriticalSection(&cs_); }
  ~CsGuard() { LeaveCriticalSection(&cs_); }
  CsGuard(const CsGuard&) = delete;

 private:
  CRITICAL_SECTION& cs_;
};

static LONG g_clients = 0;
static LONG g_paused = 0;

class Ledger {
 public:
  Ledger() { InitializeCriticalSection(&cs_); }
  ~Ledger() { DeleteCriticalSection(&cs_); }

  void queued(unsigned pages, bool batch) {
    if (batch) EnterCriticalSection(&cs_);
    pagesDue_ += pages; // EXPECT: lost-update
    if (batch) LeaveCriticalSection(&cs_);
  }

  void printed(unsigned pages) {
    CsGuard g(cs_);
    pagesDue_ -= pages < pagesDue_ ? pages : pagesDue_;
    jobs_ += 1;
  }

  bool tryCancel(unsigned pages) {
    if (!TryEnterCriticalSection(&cs_)) {
      deferred_ += pages; // EXPECT: lost-update
      return false;
    }
    pagesDue_ -= pages < pagesDue_ ? pages : pagesDue_;
    LeaveCriticalSection(&cs_);
    return true;
  }

  unsigned settle() {
    CsGuard g(cs_);
    const unsigned d = deferred_;
    pagesDue_ -= d < pagesDue_ ? d : pagesDue_;
    deferred_ = 0;
    return pagesDue_;
  }

 private:
  CRITICAL_SECTION cs_;
  unsigned pagesDue_ = 0;
  unsigned deferred_ = 0;
  unsigned jobs_ = 0;
};

static bool clientIn() { return InterlockedIncrement(&g_clients) <= 32; }

static void clientOut() {
  g_clients--; // EXPECT: lost-update
}

static bool pauseOnce() { return InterlockedExchange(&g_paused, 1) == 0; }

static DWORD serveClient(LPVOID arg) {
  Ledger* l = static_cast<Ledger*>(arg);
  const unsigned rounds = clientIn() ? 64 : 0;
  for (unsigned i = 1; i <= rounds; ++i) {
    l->queued(i, i % 8 == 0);
    if (i % 5 == 0 && !l->tryCancel(1) && pauseOnce()) l->settle();
    l->printed(i);
  }
  clientOut();
  return 0;
}

int runServer() {
  Ledger ledger;
  HANDLE h[4];
  DWORD n = 0;
  for (; n < 4; ++n) {
    h[n] = CreateThread(nullptr, 0, serveClient, &ledger, 0, nullptr);
    if (!h[n]) break;
  }
  WaitForMultipleObjects(n, h, 1, 0xFFFFFFFFul);
  for (DWORD i = 0; i < n; ++i) CloseHandle(h[i]);
  return static_cast<int>(ledger.settle());
}

}  // namespace spool
