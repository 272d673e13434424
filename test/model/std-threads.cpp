// PACKAGE: libstdc++-12-dev libtbb-dev
// FLAGS:
#include <algorithm>
#include <condition_variable>
#include <execution>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <thread>
#include <vector>
// ABSENT: std::future::wait, std::shared_future::wait
// ABSENT: std::execution::parallel_policy
// ABSENT: std::execution::parallel_unsequenced_policy

using namespace std::chrono_literals;
const std::chrono::system_clock::time_point When;

void mutexes(std::mutex &A, std::recursive_mutex &B, std::timed_mutex &C,
             std::recursive_timed_mutex &D, std::shared_mutex &E,
             std::shared_timed_mutex &F) {
  A.lock(); // MODEL: lock.acquire
  B.lock(); // MODEL: lock.acquire
  C.lock(); // MODEL: lock.acquire
  D.lock(); // MODEL: lock.acquire
  E.lock(); // MODEL: lock.acquire
  F.lock(); // MODEL: lock.acquire
  A.try_lock(); // MODEL: lock.acquire
  B.try_lock(); // MODEL: lock.acquire
  C.try_lock(); // MODEL: lock.acquire
  D.try_lock(); // MODEL: lock.acquire
  E.try_lock(); // MODEL: lock.acquire
  F.try_lock(); // MODEL: lock.acquire
  C.try_lock_for(1s); // MODEL: lock.acquire
  D.try_lock_for(1s); // MODEL: lock.acquire
  F.try_lock_for(1s); // MODEL: lock.acquire
  C.try_lock_until(When); // MODEL: lock.acquire
  D.try_lock_until(When); // MODEL: lock.acquire
  F.try_lock_until(When); // MODEL: lock.acquire
  A.unlock(); // MODEL: lock.release
  B.unlock(); // MODEL: lock.release
  C.unlock(); // MODEL: lock.release
  D.unlock(); // MODEL: lock.release
  E.unlock(); // MODEL: lock.release
  F.unlock(); // MODEL: lock.release
  E.lock_shared(); // MODEL: lock.acquire
  F.lock_shared(); // MODEL: lock.acquire
  E.try_lock_shared(); // MODEL: lock.acquire
  F.try_lock_shared(); // MODEL: lock.acquire
  F.try_lock_shared_for(1s); // MODEL: lock.acquire
  F.try_lock_shared_until(When); // MODEL: lock.acquire
  E.unlock_shared(); // MODEL: lock.release
  F.unlock_shared(); // MODEL: lock.release
}

void guards(std::mutex &M, std::timed_mutex &T, std::shared_timed_mutex &S) {
  std::lock_guard A(M); // MODEL: lock.acquire
  std::lock_guard B(M, std::adopt_lock); // MODEL: lock.acquire
  std::scoped_lock C(M); // MODEL: lock.acquire
  std::scoped_lock D(M, T); // MODEL: lock.acquire
  std::scoped_lock E(std::adopt_lock, M, T); // MODEL: lock.acquire
  std::scoped_lock<> Nothing;
} // MODEL: lock.release

void movable(std::timed_mutex &M, std::shared_timed_mutex &S) {
  std::unique_lock A(M); // MODEL: lock.acquire
  std::unique_lock B(M, std::adopt_lock); // MODEL: lock.acquire
  std::unique_lock C(M, std::defer_lock); // MODEL: lock.acquire
  std::unique_lock D(M, std::try_to_lock); // MODEL: lock.acquire
  std::unique_lock E(M, 1s); // MODEL: lock.acquire
  std::unique_lock F(M, When); // MODEL: lock.acquire
  std::shared_lock G(S); // MODEL: lock.acquire
  std::shared_lock H(S, std::adopt_lock); // MODEL: lock.acquire
  std::shared_lock I(S, std::defer_lock); // MODEL: lock.acquire
  std::shared_lock J(S, std::try_to_lock); // MODEL: lock.acquire
  std::shared_lock K(S, 1s); // MODEL: lock.acquire
  std::shared_lock L(S, When); // MODEL: lock.acquire
  std::unique_lock Moved(std::move(A));
  std::shared_lock MovedToo(std::move(G));
  B = std::move(Moved);
  C.lock(); // MODEL: lock.acquire
  I.lock(); // MODEL: lock.acquire
  C.try_lock(); // MODEL: lock.acquire
  I.try_lock(); // MODEL: lock.acquire
  C.try_lock_for(1s); // MODEL: lock.acquire
  I.try_lock_for(1s); // MODEL: lock.acquire
  C.try_lock_until(When); // MODEL: lock.acquire
  I.try_lock_until(When); // MODEL: lock.acquire
  C.unlock(); // MODEL: lock.release
  I.unlock(); // MODEL: lock.release
  C.release(); // MODEL: lock.abandon
  I.release(); // MODEL: lock.abandon
  C.owns_lock(); // MODEL: lock.query
  I.owns_lock(); // MODEL: lock.query
  if (C || // MODEL: lock.query
      I) // MODEL: lock.query
    C.swap(D); // MODEL: lock.swap
  I.swap(J); // MODEL: lock.swap
  std::swap(C, D); // MODEL: lock.swap
  std::swap(I, J); // MODEL: lock.swap
  std::lock(C, D); // MODEL: lock.acquire
  std::try_lock(M, S); // MODEL: lock.acquire
} // MODEL: lock.release

void waiting(std::condition_variable &V, std::condition_variable_any &A,
             std::mutex &M, std::unique_lock<std::mutex> &U,
             std::shared_lock<std::shared_mutex> &S, std::stop_token T) {
  auto True = [] { return true; };
  V.wait(U); // MODEL: lock.wait
  V.wait(U, True); // MODEL: lock.wait
  V.wait_for(U, 1s); // MODEL: lock.wait
  V.wait_for(U, 1s, True); // MODEL: lock.wait
  V.wait_until(U, When); // MODEL: lock.wait
  V.wait_until(U, When, True); // MODEL: lock.wait
  A.wait(M); // MODEL: lock.wait
  A.wait(M, True); // MODEL: lock.wait
  A.wait_for(M, 1s); // MODEL: lock.wait
  A.wait_for(M, 1s, True); // MODEL: lock.wait
  A.wait_until(M, When); // MODEL: lock.wait
  A.wait_until(M, When, True); // MODEL: lock.wait
  A.wait(U); // MODEL: lock.wait
  A.wait(U, True); // MODEL: lock.wait
  A.wait(U, T, True); // MODEL: lock.wait
  A.wait_for(U, 1s); // MODEL: lock.wait
  A.wait_for(U, 1s, True); // MODEL: lock.wait
  A.wait_for(U, T, 1s, True); // MODEL: lock.wait
  A.wait_until(U, When); // MODEL: lock.wait
  A.wait_until(U, When, True); // MODEL: lock.wait
  A.wait(S); // MODEL: lock.wait
  A.wait(S, True); // MODEL: lock.wait
  A.wait_for(S, 1s); // MODEL: lock.wait
  A.wait_for(S, 1s, True); // MODEL: lock.wait
  A.wait_until(S, When); // MODEL: lock.wait
  A.wait_until(S, When, True); // MODEL: lock.wait
}

void work(int);
struct Worker {
  void run(int);
};

void threads(Worker *W, std::latch &L, std::counting_semaphore<1> &S,
             std::once_flag &Once, std::stop_token T) {
  std::thread A(work, 1); // MODEL: thread.start
  std::thread B(&Worker::run, W, 1); // MODEL: thread.start
  std::thread C([] {}); // MODEL: thread.start
  std::thread Moved(std::move(A));
  std::jthread D(work, 1); // MODEL: thread.start
  auto E = std::async(work, 1); // MODEL: thread.start
  auto F = std::async(std::launch::async, work, 1); // MODEL: thread.start
  std::stop_callback G(T, [] {}); // MODEL: thread.start
  std::shared_future<void> H = E.share();
  std::this_thread::get_id(); // MODEL: thread.index
  B.join(); // MODEL: thread.join
  D.join(); // MODEL: thread.join
  F.wait(); // MODEL: thread.join
  F.get(); // MODEL: thread.join
  H.get(); // MODEL: thread.join
  L.wait(); // MODEL: thread.join
  std::counting_semaphore<1> Made(1); // MODEL: lock.count
  S.acquire(); // MODEL: lock.acquire
  S.try_acquire(); // MODEL: lock.acquire
  S.try_acquire_for(1s); // MODEL: lock.acquire
  S.try_acquire_until(When); // MODEL: lock.acquire
  S.release(); // MODEL: lock.release
  std::call_once(Once, work, 1); // MODEL: once.run
} // MODEL: thread.join

void algorithms(std::vector<int> &V) {
  auto B = V.begin(), E = V.end();
  auto Each = [](int) {};
  auto Make = [] { return 1; };
  auto Odd = [](int I) { return I % 2 == 1; };
  auto Next = [](int I) { return I + 1; };
  auto Sum = [](int I, int J) { return I + J; };
  auto Less = [](int I, int J) { return I < J; };
  auto &Par = std::execution::par;
  auto &ParUnseq = std::execution::par_unseq;
  std::for_each(Par, B, E, Each); // MODEL: thread.start
  std::for_each_n(Par, B, 1, Each); // MODEL: thread.start
  std::generate(Par, B, E, Make); // MODEL: thread.start
  std::generate_n(Par, B, 1, Make); // MODEL: thread.start
  std::any_of(Par, B, E, Odd); // MODEL: thread.start
  std::all_of(Par, B, E, Odd); // MODEL: thread.start
  std::none_of(Par, B, E, Odd); // MODEL: thread.start
  std::count_if(Par, B, E, Odd); // MODEL: thread.start
  std::find_if(Par, B, E, Odd); // MODEL: thread.start
  std::find_if_not(Par, B, E, Odd); // MODEL: thread.start
  std::remove_if(Par, B, E, Odd); // MODEL: thread.start
  std::replace_if(Par, B, E, Odd, 1); // MODEL: thread.start
  std::partition(Par, B, E, Odd); // MODEL: thread.start
  std::stable_partition(Par, B, E, Odd); // MODEL: thread.start
  std::is_partitioned(Par, B, E, Odd); // MODEL: thread.start
  std::transform(Par, B, E, B, Next); // MODEL: thread.start
  std::transform_reduce(Par, B, E, 0, Sum, Next); // MODEL: thread.start
  std::reduce(Par, B, E, 0, Sum); // MODEL: thread.start
  std::sort(Par, B, E, Less); // MODEL: thread.start
  std::stable_sort(Par, B, E, Less); // MODEL: thread.start
  std::for_each(ParUnseq, B, E, Each); // MODEL: thread.start
  std::for_each_n(ParUnseq, B, 1, Each); // MODEL: thread.start
  std::generate(ParUnseq, B, E, Make); // MODEL: thread.start
  std::generate_n(ParUnseq, B, 1, Make); // MODEL: thread.start
  std::any_of(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::all_of(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::none_of(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::count_if(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::find_if(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::find_if_not(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::remove_if(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::replace_if(ParUnseq, B, E, Odd, 1); // MODEL: thread.start
  std::partition(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::stable_partition(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::is_partitioned(ParUnseq, B, E, Odd); // MODEL: thread.start
  std::transform(ParUnseq, B, E, B, Next); // MODEL: thread.start
  std::transform_reduce(ParUnseq, B, E, 0, Sum, Next); // MODEL: thread.start
  std::reduce(ParUnseq, B, E, 0, Sum); // MODEL: thread.start
  std::sort(ParUnseq, B, E, Less); // MODEL: thread.start
  std::stable_sort(ParUnseq, B, E, Less); // MODEL: thread.start
  std::for_each(std::execution::seq, B, E, Each);
  std::for_each(B, E, Each);
}
