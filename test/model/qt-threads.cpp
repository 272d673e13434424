// PACKAGE: qtbase5-dev
// FLAGS: Qt5Concurrent
#include <QAtomicInt>
#include <QAtomicPointer>
#include <QFutureSynchronizer>
#include <QFutureWatcher>
#include <QMutex>
#include <QReadWriteLock>
#include <QRunnable>
#include <QSemaphore>
#include <QSharedPointer>
#include <QThread>
#include <QThreadPool>
#include <QVector>
#include <QWaitCondition>
#include <QtConcurrent>
// ABSENT: QMutexLocker::isLocked, QMutexLocker::swap, QRecursiveMutex::lock
// ABSENT: QRecursiveMutex::tryLock, QRecursiveMutex::try_lock
// ABSENT: QRecursiveMutex::try_lock_for, QRecursiveMutex::try_lock_until
// ABSENT: QFutureInterfaceBase::waitForFinished
// ABSENT: QRecursiveMutex::unlock, QSemaphore::try_acquire
// ABSENT: QAtomicInt::deref, QAtomicInt::fetchAndAddAcquire
// ABSENT: QAtomicInt::fetchAndAddOrdered, QAtomicInt::fetchAndAddRelaxed
// ABSENT: QAtomicInt::fetchAndAddRelease, QAtomicInt::fetchAndAndAcquire
// ABSENT: QAtomicInt::fetchAndAndOrdered, QAtomicInt::fetchAndAndRelaxed
// ABSENT: QAtomicInt::fetchAndAndRelease, QAtomicInt::fetchAndOrAcquire
// ABSENT: QAtomicInt::fetchAndOrOrdered, QAtomicInt::fetchAndOrRelaxed
// ABSENT: QAtomicInt::fetchAndOrRelease, QAtomicInt::fetchAndStoreAcquire
// ABSENT: QAtomicInt::fetchAndStoreOrdered, QAtomicInt::fetchAndStoreRelaxed
// ABSENT: QAtomicInt::fetchAndStoreRelease, QAtomicInt::fetchAndSubAcquire
// ABSENT: QAtomicInt::fetchAndSubOrdered, QAtomicInt::fetchAndSubRelaxed
// ABSENT: QAtomicInt::fetchAndSubRelease, QAtomicInt::fetchAndXorAcquire
// ABSENT: QAtomicInt::fetchAndXorOrdered, QAtomicInt::fetchAndXorRelaxed
// ABSENT: QAtomicInt::fetchAndXorRelease, QAtomicInt::load
// ABSENT: QAtomicInt::loadAcquire, QAtomicInt::loadRelaxed
// ABSENT: QAtomicInt::operator T, QAtomicInt::operator&=
// ABSENT: QAtomicInt::operator++, QAtomicInt::operator+=
// ABSENT: QAtomicInt::operator--, QAtomicInt::operator-=
// ABSENT: QAtomicInt::operator^=, QAtomicInt::operator|=, QAtomicInt::ref
// ABSENT: QAtomicInt::store, QAtomicInt::storeRelaxed
// ABSENT: QAtomicInt::storeRelease, QAtomicInt::testAndSetAcquire
// ABSENT: QAtomicInt::testAndSetOrdered, QAtomicInt::testAndSetRelaxed
// ABSENT: QAtomicInt::testAndSetRelease, QAtomicInteger::deref
// ABSENT: QAtomicInteger::fetchAndAddAcquire
// ABSENT: QAtomicInteger::fetchAndAddOrdered
// ABSENT: QAtomicInteger::fetchAndAddRelaxed
// ABSENT: QAtomicInteger::fetchAndAddRelease
// ABSENT: QAtomicInteger::fetchAndAndAcquire
// ABSENT: QAtomicInteger::fetchAndAndOrdered
// ABSENT: QAtomicInteger::fetchAndAndRelaxed
// ABSENT: QAtomicInteger::fetchAndAndRelease
// ABSENT: QAtomicInteger::fetchAndOrAcquire, QAtomicInteger::fetchAndOrOrdered
// ABSENT: QAtomicInteger::fetchAndOrRelaxed, QAtomicInteger::fetchAndOrRelease
// ABSENT: QAtomicInteger::fetchAndStoreAcquire
// ABSENT: QAtomicInteger::fetchAndStoreOrdered
// ABSENT: QAtomicInteger::fetchAndStoreRelaxed
// ABSENT: QAtomicInteger::fetchAndStoreRelease
// ABSENT: QAtomicInteger::fetchAndSubAcquire
// ABSENT: QAtomicInteger::fetchAndSubOrdered
// ABSENT: QAtomicInteger::fetchAndSubRelaxed
// ABSENT: QAtomicInteger::fetchAndSubRelease
// ABSENT: QAtomicInteger::fetchAndXorAcquire
// ABSENT: QAtomicInteger::fetchAndXorOrdered
// ABSENT: QAtomicInteger::fetchAndXorRelaxed
// ABSENT: QAtomicInteger::fetchAndXorRelease, QAtomicInteger::load
// ABSENT: QAtomicInteger::loadAcquire, QAtomicInteger::loadRelaxed
// ABSENT: QAtomicInteger::operator T, QAtomicInteger::operator&=
// ABSENT: QAtomicInteger::operator++, QAtomicInteger::operator+=
// ABSENT: QAtomicInteger::operator--, QAtomicInteger::operator-=
// ABSENT: QAtomicInteger::operator^=, QAtomicInteger::operator|=
// ABSENT: QAtomicInteger::ref, QAtomicInteger::store
// ABSENT: QAtomicInteger::storeRelaxed, QAtomicInteger::storeRelease
// ABSENT: QAtomicInteger::testAndSetAcquire, QAtomicInteger::testAndSetOrdered
// ABSENT: QAtomicInteger::testAndSetRelaxed, QAtomicInteger::testAndSetRelease
// ABSENT: QAtomicPointer::fetchAndAddAcquire
// ABSENT: QAtomicPointer::fetchAndAddOrdered
// ABSENT: QAtomicPointer::fetchAndAddRelaxed
// ABSENT: QAtomicPointer::fetchAndAddRelease
// ABSENT: QAtomicPointer::fetchAndStoreAcquire
// ABSENT: QAtomicPointer::fetchAndStoreOrdered
// ABSENT: QAtomicPointer::fetchAndStoreRelaxed
// ABSENT: QAtomicPointer::fetchAndStoreRelease
// ABSENT: QAtomicPointer::fetchAndSubAcquire
// ABSENT: QAtomicPointer::fetchAndSubOrdered
// ABSENT: QAtomicPointer::fetchAndSubRelaxed
// ABSENT: QAtomicPointer::fetchAndSubRelease, QAtomicPointer::load
// ABSENT: QAtomicPointer::loadAcquire, QAtomicPointer::loadRelaxed
// ABSENT: QAtomicPointer::operator T, QAtomicPointer::operator++
// ABSENT: QAtomicPointer::operator+=, QAtomicPointer::operator--
// ABSENT: QAtomicPointer::operator-=, QAtomicPointer::store
// ABSENT: QAtomicPointer::storeRelaxed, QAtomicPointer::storeRelease
// ABSENT: QAtomicPointer::testAndSetAcquire, QAtomicPointer::testAndSetOrdered
// ABSENT: QAtomicPointer::testAndSetRelaxed, QAtomicPointer::testAndSetRelease

using namespace std::chrono_literals;

void function(int);
void once(int &);
int twice(const int &);
bool odd(const int &);
void sum(int &, const int &);

struct Own : QThread {
  void run() override;
};

void mutexes(QMutex &M, QRecursiveMutex &N, QBasicMutex &B, QReadWriteLock &L, QSemaphore &S) {
  M.lock(); // MODEL: lock.acquire
  N.lock(); // MODEL: lock.acquire
  B.lock(); // MODEL: lock.acquire
  M.tryLock(); // MODEL: lock.acquire
  M.tryLock(9); // MODEL: lock.acquire
  B.tryLock(); // MODEL: lock.acquire
  M.try_lock(); // MODEL: lock.acquire
  B.try_lock(); // MODEL: lock.acquire
  M.try_lock_for(1s); // MODEL: lock.acquire
  M.try_lock_until(std::chrono::system_clock::time_point()); // MODEL: lock.acquire
  M.unlock(); // MODEL: lock.release
  B.unlock(); // MODEL: lock.release
  L.lockForWrite(); // MODEL: lock.acquire
  L.tryLockForWrite(); // MODEL: lock.acquire
  L.lockForRead(); // MODEL: lock.acquire
  L.tryLockForRead(9); // MODEL: lock.acquire
  L.unlock(); // MODEL: lock.release
  S.acquire(); // MODEL: lock.acquire
  S.tryAcquire(); // MODEL: lock.acquire
  S.release(); // MODEL: lock.release
}

void guards(QMutex &M, QRecursiveMutex &N, QReadWriteLock &L, QSemaphore &S, QWaitCondition &C) {
  QMutexLocker A(&M); // MODEL: lock.acquire
  QMutexLocker B(&N); // MODEL: lock.acquire
  QReadLocker D(&L); // MODEL: lock.acquire
  QWriteLocker E(&L); // MODEL: lock.acquire
  QSemaphoreReleaser F(S); // MODEL: lock.acquire
  QSemaphoreReleaser G(&S); // MODEL: lock.acquire
  QSemaphoreReleaser H(std::move(F));
  G.cancel(); // MODEL: lock.abandon
  G.swap(H); // MODEL: lock.swap
  A.unlock(); // MODEL: lock.release
  D.unlock(); // MODEL: lock.release
  E.unlock(); // MODEL: lock.release
  A.relock(); // MODEL: lock.acquire
  D.relock(); // MODEL: lock.acquire
  E.relock(); // MODEL: lock.acquire
  C.wait(&M); // MODEL: lock.wait
  C.wait(&L); // MODEL: lock.wait
} // MODEL: lock.release

void atomics(QAtomicInt &I, const QAtomicInt &J, QAtomicInteger<long> &K, QAtomicPointer<int> &P, int N, int *Q, QWeakPointer<int> &W) {
  I.load(); // MODEL: atomic.load
  P.load(); // MODEL: atomic.load
  I.loadRelaxed(); // MODEL: atomic.load
  P.loadRelaxed(); // MODEL: atomic.load
  I.loadAcquire(); // MODEL: atomic.load
  P.loadAcquire(); // MODEL: atomic.load
  N = I; // MODEL: atomic.load
  Q = P; // MODEL: atomic.load
  I.store(1); // MODEL: atomic.store
  P.store(Q); // MODEL: atomic.store
  I.storeRelaxed(1); // MODEL: atomic.store
  P.storeRelaxed(Q); // MODEL: atomic.store
  I.storeRelease(1); // MODEL: atomic.store
  P.storeRelease(Q); // MODEL: atomic.store
  static_cast<QBasicAtomicInt &>(I) = 1; // MODEL: atomic.store
  static_cast<QBasicAtomicPointer<int> &>(P) = Q; // MODEL: atomic.store
  I = J; // MODEL: atomic.store
  K = K; // MODEL: atomic.store
  P = P; // MODEL: atomic.store
  I.testAndSetRelaxed(1, 2); // MODEL: atomic.compare
  P.testAndSetRelaxed(Q, Q); // MODEL: atomic.compare
  I.fetchAndStoreRelaxed(1); // MODEL: atomic.update
  P.fetchAndStoreRelaxed(Q); // MODEL: atomic.update
  P.fetchAndAddRelaxed(1); // MODEL: atomic.update
  P.fetchAndSubRelaxed(1); // MODEL: atomic.update
  I.fetchAndAddRelaxed(1); // MODEL: atomic.update
  I.fetchAndSubRelaxed(1); // MODEL: atomic.update
  I.fetchAndOrRelaxed(1); // MODEL: atomic.update
  I.fetchAndAndRelaxed(1); // MODEL: atomic.update
  I.fetchAndXorRelaxed(1); // MODEL: atomic.update
  I.testAndSetAcquire(1, 2); // MODEL: atomic.compare
  P.testAndSetAcquire(Q, Q); // MODEL: atomic.compare
  I.fetchAndStoreAcquire(1); // MODEL: atomic.update
  P.fetchAndStoreAcquire(Q); // MODEL: atomic.update
  P.fetchAndAddAcquire(1); // MODEL: atomic.update
  P.fetchAndSubAcquire(1); // MODEL: atomic.update
  I.fetchAndAddAcquire(1); // MODEL: atomic.update
  I.fetchAndSubAcquire(1); // MODEL: atomic.update
  I.fetchAndOrAcquire(1); // MODEL: atomic.update
  I.fetchAndAndAcquire(1); // MODEL: atomic.update
  I.fetchAndXorAcquire(1); // MODEL: atomic.update
  I.testAndSetRelease(1, 2); // MODEL: atomic.compare
  P.testAndSetRelease(Q, Q); // MODEL: atomic.compare
  I.fetchAndStoreRelease(1); // MODEL: atomic.update
  P.fetchAndStoreRelease(Q); // MODEL: atomic.update
  P.fetchAndAddRelease(1); // MODEL: atomic.update
  P.fetchAndSubRelease(1); // MODEL: atomic.update
  I.fetchAndAddRelease(1); // MODEL: atomic.update
  I.fetchAndSubRelease(1); // MODEL: atomic.update
  I.fetchAndOrRelease(1); // MODEL: atomic.update
  I.fetchAndAndRelease(1); // MODEL: atomic.update
  I.fetchAndXorRelease(1); // MODEL: atomic.update
  I.testAndSetOrdered(1, 2); // MODEL: atomic.compare
  P.testAndSetOrdered(Q, Q); // MODEL: atomic.compare
  I.fetchAndStoreOrdered(1); // MODEL: atomic.update
  P.fetchAndStoreOrdered(Q); // MODEL: atomic.update
  P.fetchAndAddOrdered(1); // MODEL: atomic.update
  P.fetchAndSubOrdered(1); // MODEL: atomic.update
  I.fetchAndAddOrdered(1); // MODEL: atomic.update
  I.fetchAndSubOrdered(1); // MODEL: atomic.update
  I.fetchAndOrOrdered(1); // MODEL: atomic.update
  I.fetchAndAndOrdered(1); // MODEL: atomic.update
  I.fetchAndXorOrdered(1); // MODEL: atomic.update
  I += 1; // MODEL: atomic.update
  I -= 1; // MODEL: atomic.update
  I &= 1; // MODEL: atomic.update
  I |= 1; // MODEL: atomic.update
  I ^= 1; // MODEL: atomic.update
  P += 1; // MODEL: atomic.update
  P -= 1; // MODEL: atomic.update
  ++I; // MODEL: atomic.update
  I++; // MODEL: atomic.update
  --I; // MODEL: atomic.update
  I--; // MODEL: atomic.update
  ++P; // MODEL: atomic.update
  P++; // MODEL: atomic.update
  --P; // MODEL: atomic.update
  P--; // MODEL: atomic.update
  I.ref(); // MODEL: atomic.update
  I.deref(); // MODEL: atomic.update
  W.isNull(); // MODEL: ref.query
  N = bool(W); // MODEL: ref.query
  !W; // MODEL: ref.query
  QSharedPointer<int>::create(1); // MODEL: memory.alloc
}

void threads(QThread &T, QThreadPool &P, QRunnable *R, QVector<int> V, QFutureWatcher<int> &X, QFutureSynchronizer<int> &Y) {
  T.start(); // MODEL: thread.start
  QThread::create(function, 1); // MODEL: thread.start
  P.start(R); // MODEL: thread.start
  P.tryStart(R); // MODEL: thread.start
  P.start([] {}); // MODEL: thread.start
  P.tryStart([] {}); // MODEL: thread.start
  T.wait(); // MODEL: thread.join
  P.waitForDone(); // MODEL: thread.join
  auto F = QtConcurrent::run(function, 1); // MODEL: thread.start
  QtConcurrent::run(&P, function, 1); // MODEL: thread.start
  F.waitForFinished(); // MODEL: thread.join
  auto G = QtConcurrent::mapped(V, twice); // MODEL: thread.start
  G.result(); // MODEL: thread.join
  G.results(); // MODEL: thread.join
  G.resultAt(0); // MODEL: thread.join
  QtConcurrent::map(V, once); // MODEL: thread.start
  QtConcurrent::filter(V, odd); // MODEL: thread.start
  QtConcurrent::filtered(V, odd); // MODEL: thread.start
  QtConcurrent::blockingMap(V, once); // MODEL: thread.start
  QtConcurrent::blockingMapped(V, twice); // MODEL: thread.start
  QtConcurrent::blockingFilter(V, odd); // MODEL: thread.start
  QtConcurrent::blockingFiltered(V, odd); // MODEL: thread.start
  const auto B = V.constBegin(), E = V.constEnd();
  auto I = V.begin(), J = V.end();
  QtConcurrent::map(I, J, once); // MODEL: thread.start
  QtConcurrent::mapped(B, E, twice); // MODEL: thread.start
  QtConcurrent::filtered(B, E, odd); // MODEL: thread.start
  QtConcurrent::blockingMap(I, J, once); // MODEL: thread.start
  QtConcurrent::blockingMapped<QVector<int>>(B, E, twice); // MODEL: thread.start
  QtConcurrent::blockingFiltered<QVector<int>>(B, E, odd); // MODEL: thread.start
  QtConcurrent::mappedReduced<int>(V, twice, sum); // MODEL: thread.start
  QtConcurrent::filteredReduced<int>(V, odd, sum); // MODEL: thread.start
  QtConcurrent::blockingMappedReduced<int>(V, twice, sum); // MODEL: thread.start
  QtConcurrent::blockingFilteredReduced<int>(V, odd, sum); // MODEL: thread.start
  QMetaObject::invokeMethod(&T, [] {}, Qt::QueuedConnection); // MODEL: thread.start
  QThread::currentThread(); // MODEL: thread.index
  QThread::currentThreadId(); // MODEL: thread.index
  X.waitForFinished(); // MODEL: thread.join
  Y.waitForFinished(); // MODEL: thread.join
  Own O;
  O.run(); // MODEL: thread.body
  R->run(); // MODEL: thread.body
}
