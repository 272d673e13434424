// PACKAGE: libstdc++-12-dev
// FLAGS:
#include <atomic>
#include <memory>
// ABSENT: std::__shared_ptr::unique, std::atomic::fetch_and
// ABSENT: std::atomic::fetch_max, std::atomic::fetch_min
// ABSENT: std::atomic::fetch_or, std::atomic::fetch_xor
// ABSENT: std::atomic::operator&=, std::atomic::operator^=
// ABSENT: std::atomic::operator|=, std::atomic_flag_test
// ABSENT: std::atomic_flag_test_explicit
// ABSENT: std::atomic_ref::compare_exchange_strong
// ABSENT: std::atomic_ref::compare_exchange_weak, std::atomic_ref::exchange
// ABSENT: std::atomic_ref::fetch_add, std::atomic_ref::fetch_and
// ABSENT: std::atomic_ref::fetch_max, std::atomic_ref::fetch_min
// ABSENT: std::atomic_ref::fetch_or, std::atomic_ref::fetch_sub
// ABSENT: std::atomic_ref::fetch_xor, std::atomic_ref::load
// ABSENT: std::atomic_ref::operator T, std::atomic_ref::operator&=
// ABSENT: std::atomic_ref::operator++, std::atomic_ref::operator+=
// ABSENT: std::atomic_ref::operator--, std::atomic_ref::operator-=
// ABSENT: std::atomic_ref::operator=, std::atomic_ref::operator^=
// ABSENT: std::atomic_ref::operator|=, std::atomic_ref::store
// ABSENT: std::shared_ptr::unique, std::shared_ptr::use_count
// ABSENT: std::weak_ptr::expired, std::weak_ptr::use_count
struct Pair {
  int A, B;
};
using Shared = std::shared_ptr<int>;

void members(std::atomic<Pair> &A, std::atomic<int> &I, std::atomic<float> &F,
             int &N, Pair P, int Old, float Float) {
  std::atomic_ref<int> R(N); // MODEL: atomic.load, memory.read
  A.load(); // MODEL: atomic.load
  I.load(); // MODEL: atomic.load
  F.load(); // MODEL: atomic.load
  R.load(); // MODEL: atomic.load
  P = A; // MODEL: atomic.load
  Old = I; // MODEL: atomic.load
  Float = F; // MODEL: atomic.load
  Old = R; // MODEL: atomic.load
  A.store(P); // MODEL: atomic.store
  I.store(1); // MODEL: atomic.store
  F.store(1); // MODEL: atomic.store
  R.store(1); // MODEL: atomic.store
  A = P; // MODEL: atomic.store
  I = 1; // MODEL: atomic.store
  F = 1; // MODEL: atomic.store
  R = 1; // MODEL: atomic.store
  A.exchange(P); // MODEL: atomic.update
  I.exchange(1); // MODEL: atomic.update
  F.exchange(1); // MODEL: atomic.update
  R.exchange(1); // MODEL: atomic.update
  A.compare_exchange_weak(P, P); // MODEL: atomic.compare
  I.compare_exchange_weak(Old, 1); // MODEL: atomic.compare
  F.compare_exchange_weak(Float, 1); // MODEL: atomic.compare
  R.compare_exchange_weak(Old, 1); // MODEL: atomic.compare
  A.compare_exchange_strong(P, P); // MODEL: atomic.compare
  I.compare_exchange_strong(Old, 1); // MODEL: atomic.compare
  F.compare_exchange_strong(Float, 1); // MODEL: atomic.compare
  R.compare_exchange_strong(Old, 1); // MODEL: atomic.compare
}

void arithmetic(std::atomic<int> &I, std::atomic<int *> &P,
                std::atomic<float> &F, std::atomic_ref<int> R) {
  I.fetch_add(1); // MODEL: atomic.update
  P.fetch_add(1); // MODEL: atomic.update
  F.fetch_add(1); // MODEL: atomic.update
  R.fetch_add(1); // MODEL: atomic.update
  I.fetch_sub(1); // MODEL: atomic.update
  P.fetch_sub(1); // MODEL: atomic.update
  F.fetch_sub(1); // MODEL: atomic.update
  R.fetch_sub(1); // MODEL: atomic.update
  I.fetch_and(1); // MODEL: atomic.update
  R.fetch_and(1); // MODEL: atomic.update
  I.fetch_or(1); // MODEL: atomic.update
  R.fetch_or(1); // MODEL: atomic.update
  I.fetch_xor(1); // MODEL: atomic.update
  R.fetch_xor(1); // MODEL: atomic.update
  I += 1; // MODEL: atomic.update
  P += 1; // MODEL: atomic.update
  F += 1; // MODEL: atomic.update
  R += 1; // MODEL: atomic.update
  I -= 1; // MODEL: atomic.update
  P -= 1; // MODEL: atomic.update
  F -= 1; // MODEL: atomic.update
  R -= 1; // MODEL: atomic.update
  I &= 1; // MODEL: atomic.update
  R &= 1; // MODEL: atomic.update
  I |= 1; // MODEL: atomic.update
  R |= 1; // MODEL: atomic.update
  I ^= 1; // MODEL: atomic.update
  R ^= 1; // MODEL: atomic.update
  ++I; // MODEL: atomic.update
  I++; // MODEL: atomic.update
  ++P; // MODEL: atomic.update
  P++; // MODEL: atomic.update
  ++R; // MODEL: atomic.update
  R++; // MODEL: atomic.update
  --I; // MODEL: atomic.update
  I--; // MODEL: atomic.update
  --P; // MODEL: atomic.update
  P--; // MODEL: atomic.update
  --R; // MODEL: atomic.update
  R--; // MODEL: atomic.update
}

void flags(std::atomic_flag &F) {
  const auto Order = std::memory_order_acquire;
  F.test(); // MODEL: atomic.load
  F.clear(); // MODEL: atomic.store
  F.test_and_set(); // MODEL: atomic.update
  std::atomic_flag_clear(&F); // MODEL: atomic.store
  std::atomic_flag_clear_explicit(&F, Order); // MODEL: atomic.store
  std::atomic_flag_test_and_set(&F); // MODEL: atomic.update
  std::atomic_flag_test_and_set_explicit(&F, Order); // MODEL: atomic.update
}

void functions(std::atomic<int> *I, Shared *S, int N) {
  const auto O = std::memory_order_seq_cst;
  std::atomic_load(I); // MODEL: atomic.load
  std::atomic_load(S); // MODEL: atomic.load
  std::atomic_load_explicit(I, O); // MODEL: atomic.load
  std::atomic_store(I, 1); // MODEL: atomic.store
  std::atomic_store(S, *S); // MODEL: atomic.store
  std::atomic_store_explicit(I, 1, O); // MODEL: atomic.store
  std::atomic_init(I, 1); // MODEL: atomic.store
  std::atomic_exchange(I, 1); // MODEL: atomic.update
  std::atomic_exchange(S, *S); // MODEL: atomic.update
  std::atomic_exchange_explicit(I, 1, O); // MODEL: atomic.update
  std::atomic_compare_exchange_weak(I, &N, 1); // MODEL: atomic.compare
  std::atomic_compare_exchange_weak(S, S, *S); // MODEL: atomic.compare
  std::atomic_compare_exchange_weak_explicit(I, &N, 1, O, O); // MODEL: atomic.compare
  std::atomic_compare_exchange_strong(I, &N, 1); // MODEL: atomic.compare
  std::atomic_compare_exchange_strong(S, S, *S); // MODEL: atomic.compare
  std::atomic_compare_exchange_strong_explicit(I, &N, 1, O, O); // MODEL: atomic.compare
  std::atomic_fetch_add(I, 1); // MODEL: atomic.update
  std::atomic_fetch_add_explicit(I, 1, O); // MODEL: atomic.update
  std::atomic_fetch_sub(I, 1); // MODEL: atomic.update
  std::atomic_fetch_sub_explicit(I, 1, O); // MODEL: atomic.update
  std::atomic_fetch_and(I, 1); // MODEL: atomic.update
  std::atomic_fetch_and_explicit(I, 1, O); // MODEL: atomic.update
  std::atomic_fetch_or(I, 1); // MODEL: atomic.update
  std::atomic_fetch_or_explicit(I, 1, O); // MODEL: atomic.update
  std::atomic_fetch_xor(I, 1); // MODEL: atomic.update
  std::atomic_fetch_xor_explicit(I, 1, O); // MODEL: atomic.update
}

void ownership(Shared &S, std::weak_ptr<int> &W, std::atomic<Shared> &A) {
  S.use_count(); // MODEL: ref.query
  W.lock(); // MODEL: memory.read
  W.use_count(); // MODEL: ref.query
  W.expired(); // MODEL: ref.query
  Shared N(W); // MODEL: memory.read
  A.load(); // MODEL: atomic.load
  S = A; // MODEL: atomic.load
  A.store(S); // MODEL: atomic.store
  A = S; // MODEL: atomic.store
  A.compare_exchange_strong(S, S); // MODEL: atomic.compare
  std::make_unique<int>(1); // MODEL: memory.alloc
  std::make_unique_for_overwrite<int>(); // MODEL: memory.alloc
  std::make_shared<int>(1); // MODEL: memory.alloc
  std::make_shared_for_overwrite<int>(); // MODEL: memory.alloc
  std::allocate_shared<int>(std::allocator<int>(), 1); // MODEL: memory.alloc
}
