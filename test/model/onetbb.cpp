// PACKAGE: libtbb-dev
// FLAGS:
#include <oneapi/tbb.h>
#include <oneapi/tbb/mutex.h>
#include <oneapi/tbb/rw_mutex.h>
#include <tuple>
#include <vector>
// ABSENT: tbb::detail::d1::rtm_mutex::scoped_lock::acquire
// ABSENT: tbb::detail::d1::rtm_mutex::scoped_lock::release
// ABSENT: tbb::detail::d1::rtm_mutex::scoped_lock::scoped_lock
// ABSENT: tbb::detail::d1::rtm_mutex::scoped_lock::try_acquire
// ABSENT: tbb::detail::d1::rtm_mutex::scoped_lock::~scoped_lock
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::acquire
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::downgrade_to_reader
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::release
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::scoped_lock
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::try_acquire
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::upgrade_to_writer
// ABSENT: tbb::detail::d1::rtm_rw_mutex::scoped_lock::~scoped_lock

void mutexes(tbb::mutex &M, tbb::spin_mutex &S, tbb::rw_mutex &R, tbb::spin_rw_mutex &Q) {
  M.lock(); // MODEL: lock.acquire
  M.try_lock(); // MODEL: lock.acquire
  M.unlock(); // MODEL: lock.release
  S.lock(); // MODEL: lock.acquire
  S.try_lock(); // MODEL: lock.acquire
  S.unlock(); // MODEL: lock.release
  R.lock(); // MODEL: lock.acquire
  R.try_lock(); // MODEL: lock.acquire
  R.unlock(); // MODEL: lock.release
  Q.lock(); // MODEL: lock.acquire
  Q.try_lock(); // MODEL: lock.acquire
  Q.unlock(); // MODEL: lock.release
  R.lock_shared(); // MODEL: lock.acquire
  R.try_lock_shared(); // MODEL: lock.acquire
  R.unlock_shared(); // MODEL: lock.release
  Q.lock_shared(); // MODEL: lock.acquire
  Q.try_lock_shared(); // MODEL: lock.acquire
  Q.unlock_shared(); // MODEL: lock.release
}

void guards(tbb::mutex &M, tbb::queuing_mutex &Q, tbb::speculative_spin_mutex &S, tbb::rw_mutex &R, tbb::queuing_rw_mutex &QR, tbb::speculative_spin_rw_mutex &SR, tbb::null_mutex &Null) {
  tbb::mutex::scoped_lock A(M); // MODEL: lock.acquire
  tbb::queuing_mutex::scoped_lock B(Q); // MODEL: lock.acquire
  tbb::speculative_spin_mutex::scoped_lock C(S); // MODEL: lock.acquire
  tbb::rw_mutex::scoped_lock D(R); // MODEL: lock.acquire
  tbb::queuing_rw_mutex::scoped_lock E(QR, false); // MODEL: lock.acquire
  tbb::speculative_spin_rw_mutex::scoped_lock F(SR, false); // MODEL: lock.acquire
  tbb::null_mutex::scoped_lock N(Null);
  A.release(); // MODEL: lock.release
  A.acquire(M); // MODEL: lock.acquire
  A.try_acquire(M); // MODEL: lock.acquire
  B.release(); // MODEL: lock.release
  B.acquire(Q); // MODEL: lock.acquire
  B.try_acquire(Q); // MODEL: lock.acquire
  C.release(); // MODEL: lock.release
  C.acquire(S); // MODEL: lock.acquire
  C.try_acquire(S); // MODEL: lock.acquire
  D.release(); // MODEL: lock.release
  D.acquire(R, false); // MODEL: lock.acquire
  D.try_acquire(R, false); // MODEL: lock.acquire
  E.release(); // MODEL: lock.release
  E.acquire(QR); // MODEL: lock.acquire
  E.try_acquire(QR); // MODEL: lock.acquire
  F.release(); // MODEL: lock.release
  F.acquire(SR); // MODEL: lock.acquire
  F.try_acquire(SR); // MODEL: lock.acquire
  D.upgrade_to_writer(); // MODEL: lock.acquire, lock.wait
  D.downgrade_to_reader(); // MODEL: lock.acquire
  E.upgrade_to_writer(); // MODEL: lock.acquire, lock.wait
  E.downgrade_to_reader(); // MODEL: lock.acquire
  F.upgrade_to_writer(); // MODEL: lock.acquire, lock.wait
  F.downgrade_to_reader(); // MODEL: lock.acquire
} // MODEL: lock.release

void work(tbb::task_group &Group, tbb::task_arena &Arena, tbb::flow::graph &Graph, tbb::collaborative_once_flag &Once, std::vector<int> &Vec) {
  tbb::parallel_for(0, 9, [](int) {}); // MODEL: thread.start
  tbb::parallel_for(0, 9, 3, [](int) {}); // MODEL: thread.start
  tbb::blocked_range<int> I(0, 9);
  tbb::blocked_range2d<int> I2(0, 9, 0, 9);
  tbb::blocked_range3d<int> I3(0, 9, 0, 9, 0, 9);
  tbb::parallel_for(I, [](const tbb::blocked_range<int> &) {}); // MODEL: thread.start
  tbb::parallel_for(I2, [](const tbb::blocked_range2d<int> &) {}); // MODEL: thread.start
  tbb::parallel_for(I3, [](const tbb::blocked_range3d<int> &) {}); // MODEL: thread.start
  tbb::parallel_for_each(Vec, [](int) {}); // MODEL: thread.start
  tbb::parallel_for_each(Vec.data(), Vec.data() + 1, [](int) {}); // MODEL: thread.start
  auto Sum = [](int A, int B) { return A + B; };
  auto Part = [](const tbb::blocked_range<int> &, int N) { return N; };
  tbb::parallel_reduce(I, 0, Part, Sum); // MODEL: thread.start
  tbb::parallel_deterministic_reduce(I, 0, Part, Sum); // MODEL: thread.start
  auto Scan = [](const tbb::blocked_range<int> &, int N, bool) { return N; };
  tbb::parallel_scan(I, 0, Scan, Sum); // MODEL: thread.start
  tbb::parallel_invoke([] {}, [] {}); // MODEL: thread.start
  auto Stage = tbb::make_filter<void, void>(tbb::filter_mode::parallel, [](tbb::flow_control &) {}); // MODEL: thread.start
  tbb::flow::function_node<int, int> Node(Graph, 1, [](int N) { return N; }); // MODEL: thread.start
  using Many = tbb::flow::multifunction_node<int, std::tuple<int>>;
  Many Nodes(Graph, 1, [](int, Many::output_ports_type &) {}); // MODEL: thread.start
  Group.run([] {}); // MODEL: thread.start
  Group.run_and_wait([] {}); // MODEL: thread.start
  Arena.enqueue([] {}); // MODEL: thread.start
  Group.wait(); // MODEL: thread.join
  Graph.wait_for_all(); // MODEL: thread.join
  tbb::collaborative_call_once(Once, [] {}); // MODEL: once.run
}

void containers(tbb::concurrent_hash_map<int, int> &H, tbb::concurrent_hash_map<int, int>::accessor &Element, tbb::concurrent_unordered_map<int, int> &U, tbb::concurrent_vector<int> &V, tbb::concurrent_queue<int> &Q, tbb::concurrent_bounded_queue<int> &B, int N) {
  H.find(Element, 1); // MODEL: memory.read
  H.count(1); // MODEL: memory.read
  H.size(); // MODEL: memory.read
  H.empty(); // MODEL: memory.read
  H.insert(Element, 1); // MODEL: memory.write
  H.emplace(1, 2); // MODEL: memory.write
  H.erase(1); // MODEL: memory.write
  H.clear(); // MODEL: memory.write
  U.find(1); // MODEL: memory.read
  U.at(1); // MODEL: memory.read
  U.count(1); // MODEL: memory.read
  U.contains(1); // MODEL: memory.read
  U.size(); // MODEL: memory.read
  U.empty(); // MODEL: memory.read
  U.insert({1, 2}); // MODEL: memory.write
  U.emplace(1, 2); // MODEL: memory.write
  U.unsafe_erase(1); // MODEL: memory.write
  U.clear(); // MODEL: memory.write
  U[1]; // MODEL: memory.write
  V.at(0); // MODEL: memory.read
  V[0]; // MODEL: memory.read
  V.size(); // MODEL: memory.read
  V.empty(); // MODEL: memory.read
  V.front(); // MODEL: memory.read
  V.back(); // MODEL: memory.read
  V.push_back(1); // MODEL: memory.write
  V.emplace_back(1); // MODEL: memory.write
  V.grow_by(2); // MODEL: memory.write
  V.grow_to_at_least(2); // MODEL: memory.write
  V.clear(); // MODEL: memory.write
  Q.empty(); // MODEL: memory.read
  B.empty(); // MODEL: memory.read
  Q.unsafe_size(); // MODEL: memory.read
  B.size(); // MODEL: memory.read
  Q.push(1); // MODEL: memory.write
  B.push(1); // MODEL: memory.write
  Q.clear(); // MODEL: memory.write
  B.clear(); // MODEL: memory.write
  Q.try_pop(N); // MODEL: memory.write
  B.try_pop(N); // MODEL: memory.write
  B.pop(N); // MODEL: memory.write
  B.try_push(1); // MODEL: memory.write
}
