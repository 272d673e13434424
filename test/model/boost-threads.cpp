// PACKAGE: libboost-thread-dev
// FLAGS:
#define BOOST_THREAD_VERSION 4
#define BOOST_THREAD_PROVIDES_NESTED_LOCKS
#define BOOST_THREAD_USES_DATETIME
#include <boost/interprocess/sync/interprocess_condition.hpp>
#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <boost/interprocess/sync/interprocess_recursive_mutex.hpp>
#include <boost/interprocess/sync/interprocess_semaphore.hpp>
#include <boost/interprocess/sync/interprocess_sharable_mutex.hpp>
#include <boost/interprocess/sync/interprocess_upgradable_mutex.hpp>
#include <boost/interprocess/sync/named_mutex.hpp>
#include <boost/interprocess/sync/named_recursive_mutex.hpp>
#include <boost/interprocess/sync/named_semaphore.hpp>
#include <boost/interprocess/sync/named_sharable_mutex.hpp>
#include <boost/interprocess/sync/named_upgradable_mutex.hpp>
#include <boost/interprocess/sync/scoped_lock.hpp>
#include <boost/interprocess/sync/sharable_lock.hpp>
#include <boost/interprocess/sync/upgradable_lock.hpp>
#include <boost/make_shared.hpp>
#include <boost/make_unique.hpp>
#include <boost/scoped_ptr.hpp>
#include <boost/smart_ptr/detail/spinlock.hpp>
#include <boost/thread.hpp>
#include <boost/thread/lock_factories.hpp>
#include <boost/thread/reverse_lock.hpp>
#include <boost/thread/shared_lock_guard.hpp>
#include <boost/thread/strict_lock.hpp>
#include <boost/thread/synchronized_value.hpp>
#include <boost/thread/with_lock_guard.hpp>
#include <string>
// ABSENT: boost::const_strict_lock_ptr::~const_strict_lock_ptr
// ABSENT: boost::const_unique_lock_ptr::~const_unique_lock_ptr

namespace ip = boost::interprocess;
const boost::chrono::steady_clock::time_point Clock;
const boost::posix_time::ptime Time;

void function(int);

void mutexes(boost::mutex &M, boost::recursive_mutex &N, boost::timed_mutex &T, boost::recursive_timed_mutex &U, boost::shared_mutex &S, boost::detail::spinlock &SP) {
  M.lock(); // MODEL: lock.acquire
  M.try_lock(); // MODEL: lock.acquire
  M.unlock(); // MODEL: lock.release
  N.lock(); // MODEL: lock.acquire
  N.try_lock(); // MODEL: lock.acquire
  N.unlock(); // MODEL: lock.release
  T.lock(); // MODEL: lock.acquire
  T.try_lock(); // MODEL: lock.acquire
  T.unlock(); // MODEL: lock.release
  U.lock(); // MODEL: lock.acquire
  U.try_lock(); // MODEL: lock.acquire
  U.unlock(); // MODEL: lock.release
  S.lock(); // MODEL: lock.acquire
  S.try_lock(); // MODEL: lock.acquire
  S.unlock(); // MODEL: lock.release
  SP.lock(); // MODEL: lock.acquire
  SP.try_lock(); // MODEL: lock.acquire
  SP.unlock(); // MODEL: lock.release
  T.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  T.try_lock_until(Clock); // MODEL: lock.acquire
  T.timed_lock(Time); // MODEL: lock.acquire
  U.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  U.try_lock_until(Clock); // MODEL: lock.acquire
  U.timed_lock(Time); // MODEL: lock.acquire
  S.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  S.try_lock_until(Clock); // MODEL: lock.acquire
  S.timed_lock(Time); // MODEL: lock.acquire
  S.lock_shared(); // MODEL: lock.acquire
  S.try_lock_shared(); // MODEL: lock.acquire
  S.lock_upgrade(); // MODEL: lock.acquire
  S.try_lock_upgrade(); // MODEL: lock.acquire
  S.unlock_upgrade_and_lock(); // MODEL: lock.acquire
  S.unlock_and_lock_upgrade(); // MODEL: lock.acquire
  S.unlock_and_lock_shared(); // MODEL: lock.acquire
  S.unlock_upgrade_and_lock_shared(); // MODEL: lock.acquire
  S.unlock_shared(); // MODEL: lock.release
  S.unlock_upgrade(); // MODEL: lock.release
  S.try_lock_shared_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  S.try_lock_shared_until(Clock); // MODEL: lock.acquire
  S.timed_lock_shared(Time); // MODEL: lock.acquire
  S.try_lock_upgrade_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  S.try_lock_upgrade_until(Clock); // MODEL: lock.acquire
}

void mutexes(ip::interprocess_mutex &M, ip::interprocess_recursive_mutex &N, ip::named_mutex &O, ip::named_recursive_mutex &P, ip::interprocess_upgradable_mutex &U, ip::named_upgradable_mutex &V, ip::interprocess_sharable_mutex &S, ip::named_sharable_mutex &W, ip::interprocess_semaphore &X, ip::named_semaphore &Y) {
  M.lock(); // MODEL: lock.acquire
  M.try_lock(); // MODEL: lock.acquire
  M.timed_lock(Time); // MODEL: lock.acquire
  M.unlock(); // MODEL: lock.release
  N.lock(); // MODEL: lock.acquire
  N.try_lock(); // MODEL: lock.acquire
  N.timed_lock(Time); // MODEL: lock.acquire
  N.unlock(); // MODEL: lock.release
  O.lock(); // MODEL: lock.acquire
  O.try_lock(); // MODEL: lock.acquire
  O.timed_lock(Time); // MODEL: lock.acquire
  O.unlock(); // MODEL: lock.release
  P.lock(); // MODEL: lock.acquire
  P.try_lock(); // MODEL: lock.acquire
  P.timed_lock(Time); // MODEL: lock.acquire
  P.unlock(); // MODEL: lock.release
  U.lock(); // MODEL: lock.acquire
  U.try_lock(); // MODEL: lock.acquire
  U.timed_lock(Time); // MODEL: lock.acquire
  U.unlock(); // MODEL: lock.release
  V.lock(); // MODEL: lock.acquire
  V.try_lock(); // MODEL: lock.acquire
  V.timed_lock(Time); // MODEL: lock.acquire
  V.unlock(); // MODEL: lock.release
  S.lock(); // MODEL: lock.acquire
  S.try_lock(); // MODEL: lock.acquire
  S.timed_lock(Time); // MODEL: lock.acquire
  S.unlock(); // MODEL: lock.release
  W.lock(); // MODEL: lock.acquire
  W.try_lock(); // MODEL: lock.acquire
  W.timed_lock(Time); // MODEL: lock.acquire
  W.unlock(); // MODEL: lock.release
  U.lock_sharable(); // MODEL: lock.acquire
  U.try_lock_sharable(); // MODEL: lock.acquire
  U.unlock_sharable(); // MODEL: lock.release
  V.lock_sharable(); // MODEL: lock.acquire
  V.try_lock_sharable(); // MODEL: lock.acquire
  V.unlock_sharable(); // MODEL: lock.release
  S.lock_sharable(); // MODEL: lock.acquire
  S.try_lock_sharable(); // MODEL: lock.acquire
  S.unlock_sharable(); // MODEL: lock.release
  W.lock_sharable(); // MODEL: lock.acquire
  W.try_lock_sharable(); // MODEL: lock.acquire
  W.unlock_sharable(); // MODEL: lock.release
  U.lock_upgradable(); // MODEL: lock.acquire
  U.try_lock_upgradable(); // MODEL: lock.acquire
  U.unlock_upgradable_and_lock(); // MODEL: lock.acquire
  U.unlock_upgradable(); // MODEL: lock.release
  V.lock_upgradable(); // MODEL: lock.acquire
  V.try_lock_upgradable(); // MODEL: lock.acquire
  V.unlock_upgradable_and_lock(); // MODEL: lock.acquire
  V.unlock_upgradable(); // MODEL: lock.release
  X.wait(); // MODEL: lock.acquire
  X.try_wait(); // MODEL: lock.acquire
  X.post(); // MODEL: lock.release
  Y.wait(); // MODEL: lock.acquire
  Y.try_wait(); // MODEL: lock.acquire
  Y.post(); // MODEL: lock.release
}

void guards(boost::timed_mutex &T, boost::shared_mutex &S, bool Held, boost::synchronized_value<std::string> &Value) {
  boost::timed_mutex::scoped_lock A(T); // MODEL: lock.acquire
  boost::unique_lock<boost::timed_mutex> B(T, boost::defer_lock); // MODEL: lock.acquire
  boost::unique_lock<boost::timed_mutex> C(T, boost::try_to_lock); // MODEL: lock.acquire
  boost::unique_lock<boost::timed_mutex> D(T, boost::adopt_lock); // MODEL: lock.acquire
  boost::shared_lock<boost::shared_mutex> E(S); // MODEL: lock.acquire
  boost::shared_lock<boost::shared_mutex> F(S, boost::defer_lock); // MODEL: lock.acquire
  boost::shared_lock<boost::shared_mutex> F1(S, boost::adopt_lock); // MODEL: lock.acquire
  boost::shared_lock<boost::shared_mutex> F2(S, boost::try_to_lock); // MODEL: lock.acquire
  boost::upgrade_lock<boost::shared_mutex> G(S); // MODEL: lock.acquire
  boost::upgrade_lock<boost::shared_mutex> G1(S, boost::defer_lock); // MODEL: lock.acquire
  boost::upgrade_lock<boost::shared_mutex> G2(S, boost::adopt_lock); // MODEL: lock.acquire
  boost::upgrade_lock<boost::shared_mutex> G3(S, boost::try_to_lock); // MODEL: lock.acquire
  boost::upgrade_to_unique_lock<boost::shared_mutex> H(G); // MODEL: lock.acquire
  boost::lock_guard<boost::timed_mutex> I(T); // MODEL: lock.acquire
  boost::lock_guard<boost::timed_mutex> I1(T, boost::adopt_lock); // MODEL: lock.acquire
  boost::strict_lock<boost::timed_mutex> J(T); // MODEL: lock.acquire
  boost::nested_strict_lock<boost::unique_lock<boost::timed_mutex>> K(B); // MODEL: lock.acquire
  boost::shared_lock_guard<boost::shared_mutex> L(S); // MODEL: lock.acquire
  boost::shared_lock_guard<boost::shared_mutex> L1(S, boost::adopt_lock); // MODEL: lock.acquire
  {
  boost::reverse_lock<boost::unique_lock<boost::timed_mutex>> R(B); // MODEL: lock.release
  } // MODEL: lock.acquire
  auto N = boost::make_unique_lock(T); // MODEL: lock.acquire
  auto N1 = boost::make_unique_lock(T, boost::adopt_lock); // MODEL: lock.acquire
  auto N2 = boost::make_unique_lock(T, boost::defer_lock); // MODEL: lock.acquire
  auto N3 = boost::make_unique_lock(T, boost::try_to_lock); // MODEL: lock.acquire
  boost::unique_lock<boost::timed_mutex> Moved(boost::move(A));
  boost::lock(T, S); // MODEL: lock.acquire
  boost::with_lock_guard(T, [] {}); // MODEL: lock.acquire
  auto O = Value.synchronize(); // MODEL: lock.acquire
  auto Q = Value.unique_synchronize(); // MODEL: lock.acquire
  Value->size(); // MODEL: lock.acquire, lock.release
  B.lock(); // MODEL: lock.acquire
  B.try_lock(); // MODEL: lock.acquire
  B.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  B.try_lock_until(Clock); // MODEL: lock.acquire
  B.unlock(); // MODEL: lock.release
  B.release(); // MODEL: lock.abandon
  B.owns_lock(); // MODEL: lock.query
  Held = bool(B); // MODEL: lock.query
  B.swap(B); // MODEL: lock.swap
  F.lock(); // MODEL: lock.acquire
  F.try_lock(); // MODEL: lock.acquire
  F.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  F.try_lock_until(Clock); // MODEL: lock.acquire
  F.unlock(); // MODEL: lock.release
  F.release(); // MODEL: lock.abandon
  F.owns_lock(); // MODEL: lock.query
  Held = bool(F); // MODEL: lock.query
  F.swap(F); // MODEL: lock.swap
  G.lock(); // MODEL: lock.acquire
  G.try_lock(); // MODEL: lock.acquire
  G.try_lock_for(boost::chrono::seconds(1)); // MODEL: lock.acquire
  G.try_lock_until(Clock); // MODEL: lock.acquire
  G.unlock(); // MODEL: lock.release
  G.release(); // MODEL: lock.abandon
  G.owns_lock(); // MODEL: lock.query
  Held = bool(G); // MODEL: lock.query
  G.swap(G); // MODEL: lock.swap
  B.timed_lock(Time); // MODEL: lock.acquire
  F.timed_lock(Time); // MODEL: lock.acquire
} // MODEL: lock.release

void guards(ip::interprocess_upgradable_mutex &U, ip::interprocess_condition &K, bool Held) {
  ip::scoped_lock<ip::interprocess_upgradable_mutex> A(U); // MODEL: lock.acquire
  ip::scoped_lock<ip::interprocess_upgradable_mutex> A1(U, ip::defer_lock); // MODEL: lock.acquire
  ip::scoped_lock<ip::interprocess_upgradable_mutex> A2(U, ip::accept_ownership); // MODEL: lock.acquire
  ip::scoped_lock<ip::interprocess_upgradable_mutex> A3(U, ip::try_to_lock); // MODEL: lock.acquire
  ip::sharable_lock<ip::interprocess_upgradable_mutex> B(U); // MODEL: lock.acquire
  ip::sharable_lock<ip::interprocess_upgradable_mutex> B1(U, ip::defer_lock); // MODEL: lock.acquire
  ip::sharable_lock<ip::interprocess_upgradable_mutex> B2(U, ip::accept_ownership); // MODEL: lock.acquire
  ip::sharable_lock<ip::interprocess_upgradable_mutex> B3(U, ip::try_to_lock); // MODEL: lock.acquire
  ip::upgradable_lock<ip::interprocess_upgradable_mutex> C(U); // MODEL: lock.acquire
  ip::upgradable_lock<ip::interprocess_upgradable_mutex> C1(U, ip::defer_lock); // MODEL: lock.acquire
  ip::upgradable_lock<ip::interprocess_upgradable_mutex> C2(U, ip::accept_ownership); // MODEL: lock.acquire
  ip::upgradable_lock<ip::interprocess_upgradable_mutex> C3(U, ip::try_to_lock); // MODEL: lock.acquire
  K.wait(A); // MODEL: lock.wait
  K.timed_wait(A, Time); // MODEL: lock.wait
  A.lock(); // MODEL: lock.acquire
  A.try_lock(); // MODEL: lock.acquire
  A.timed_lock(Time); // MODEL: lock.acquire
  A.unlock(); // MODEL: lock.release
  A.release(); // MODEL: lock.abandon
  A.owns(); // MODEL: lock.query
  Held = bool(A); // MODEL: lock.query
  A.swap(A); // MODEL: lock.swap
  B.lock(); // MODEL: lock.acquire
  B.try_lock(); // MODEL: lock.acquire
  B.timed_lock(Time); // MODEL: lock.acquire
  B.unlock(); // MODEL: lock.release
  B.release(); // MODEL: lock.abandon
  B.owns(); // MODEL: lock.query
  Held = bool(B); // MODEL: lock.query
  B.swap(B); // MODEL: lock.swap
  C.lock(); // MODEL: lock.acquire
  C.try_lock(); // MODEL: lock.acquire
  C.timed_lock(Time); // MODEL: lock.acquire
  C.unlock(); // MODEL: lock.release
  C.release(); // MODEL: lock.abandon
  C.owns(); // MODEL: lock.query
  Held = bool(C); // MODEL: lock.query
  C.swap(C); // MODEL: lock.swap
} // MODEL: lock.release

void waiting(boost::condition_variable &V, boost::condition_variable_any &A, boost::mutex &M, boost::unique_lock<boost::mutex> &L, boost::shared_lock<boost::shared_mutex> &S, boost::chrono::seconds D) {
  auto True = [] { return true; };

  V.wait(L); // MODEL: lock.wait
  V.wait(L, True); // MODEL: lock.wait
  V.wait_for(L, D); // MODEL: lock.wait
  V.wait_until(L, Clock); // MODEL: lock.wait
  V.timed_wait(L, Time); // MODEL: lock.wait
  V.wait_for(L, D, True); // MODEL: lock.wait
  V.wait_until(L, Clock, True); // MODEL: lock.wait
  V.timed_wait(L, Time, True); // MODEL: lock.wait
  A.wait(M); // MODEL: lock.wait
  A.wait(M, True); // MODEL: lock.wait
  A.wait_for(M, D); // MODEL: lock.wait
  A.wait_until(M, Clock); // MODEL: lock.wait
  A.timed_wait(M, Time); // MODEL: lock.wait
  A.wait(L); // MODEL: lock.wait
  A.wait(L, True); // MODEL: lock.wait
  A.wait_for(L, D); // MODEL: lock.wait
  A.wait_until(L, Clock); // MODEL: lock.wait
  A.timed_wait(L, Time); // MODEL: lock.wait
  A.wait(S); // MODEL: lock.wait
  A.wait(S, True); // MODEL: lock.wait
  A.wait_for(S, D); // MODEL: lock.wait
  A.wait_until(S, Clock); // MODEL: lock.wait
  A.timed_wait(S, Time); // MODEL: lock.wait
}

void threads(boost::thread_group &G, boost::once_flag &O, boost::shared_future<int> &H) {
  boost::thread A(function, 1); // MODEL: thread.start
  boost::thread B([] {}); // MODEL: thread.start
  boost::thread C(boost::thread::attributes(), [] {}); // MODEL: thread.start
  G.create_thread([] {}); // MODEL: thread.start
  auto F = boost::async(function, 1); // MODEL: thread.start
  auto E = boost::async(boost::launch::async, function, 1); // MODEL: thread.start
  A.join(); // MODEL: thread.join
  A.timed_join(boost::posix_time::seconds(1)); // MODEL: thread.join
  A.try_join_for(boost::chrono::seconds(1)); // MODEL: thread.join
  G.join_all(); // MODEL: thread.join
  F.get(); // MODEL: thread.join
  E.wait(); // MODEL: thread.join
  H.get(); // MODEL: thread.join
  boost::call_once(O, function, 1); // MODEL: once.run
}

void ownership(boost::shared_ptr<int> &S, boost::weak_ptr<int> &W, boost::scoped_ptr<int> &P, boost::shared_ptr<std::string> &T, boost::scoped_ptr<std::string> &U) {
  S.use_count(); // MODEL: ref.query
  S.unique(); // MODEL: ref.query
  W.use_count(); // MODEL: ref.query
  W.expired(); // MODEL: ref.query
  boost::shared_ptr<int> N(W); // MODEL: memory.read
  boost::make_shared<int>(1); // MODEL: memory.alloc
  boost::make_unique<int>(1); // MODEL: memory.alloc
  boost::allocate_shared<int>(std::allocator<int>(), 1); // MODEL: memory.alloc
  S.get(); // MODEL: memory.read
  *S; // MODEL: memory.read
  if (S) // MODEL: memory.read
  W.lock(); // MODEL: memory.read
  P.get(); // MODEL: memory.read
  *P; // MODEL: memory.read
  T->length(); // MODEL: memory.read
  U->length(); // MODEL: memory.read
  S.reset(); // MODEL: memory.write
  S.swap(S); // MODEL: memory.write
  S = S; // MODEL: memory.write
  W.reset(); // MODEL: memory.write
  W = S; // MODEL: memory.write
  P.reset(); // MODEL: memory.write
  P.swap(P); // MODEL: memory.write
}
