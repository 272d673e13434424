// PACKAGE: libboost-atomic-dev
// FLAGS:
#include <boost/atomic.hpp>
#include <boost/interprocess/detail/atomic.hpp>
#include <boost/smart_ptr/detail/atomic_count.hpp>

using namespace boost::interprocess::ipcdetail;

void of(boost::atomic<int> &A, boost::atomic_ref<int> R, boost::atomic_flag &F, boost::detail::atomic_count &C, volatile boost::uint32_t *P, int Old) {
  A.load(); // MODEL: atomic.load
  Old = A; // MODEL: atomic.load
  A.store(1); // MODEL: atomic.store
  A = 1; // MODEL: atomic.store
  A.exchange(1); // MODEL: atomic.update
  A.compare_exchange_weak(Old, 1); // MODEL: atomic.compare
  A.compare_exchange_strong(Old, 1); // MODEL: atomic.compare
  A.fetch_add(1); // MODEL: atomic.update
  A.fetch_sub(1); // MODEL: atomic.update
  A.fetch_and(1); // MODEL: atomic.update
  A.fetch_or(1); // MODEL: atomic.update
  A.fetch_xor(1); // MODEL: atomic.update
  A.add(1); // MODEL: atomic.update
  A.sub(1); // MODEL: atomic.update
  A.bitwise_and(1); // MODEL: atomic.update
  A.bitwise_or(1); // MODEL: atomic.update
  A.bitwise_xor(1); // MODEL: atomic.update
  A.opaque_add(1); // MODEL: atomic.update
  A.opaque_sub(1); // MODEL: atomic.update
  A.opaque_and(1); // MODEL: atomic.update
  A.opaque_or(1); // MODEL: atomic.update
  A.opaque_xor(1); // MODEL: atomic.update
  A.bit_test_and_set(1); // MODEL: atomic.update
  A.bit_test_and_reset(1); // MODEL: atomic.update
  A.bit_test_and_complement(1); // MODEL: atomic.update
  A.add_and_test(1); // MODEL: atomic.update
  A.sub_and_test(1); // MODEL: atomic.update
  A.and_and_test(1); // MODEL: atomic.update
  A.or_and_test(1); // MODEL: atomic.update
  A.xor_and_test(1); // MODEL: atomic.update
  A.fetch_negate(); // MODEL: atomic.update
  A.fetch_complement(); // MODEL: atomic.update
  A.negate(); // MODEL: atomic.update
  A.bitwise_complement(); // MODEL: atomic.update
  A.opaque_negate(); // MODEL: atomic.update
  A.opaque_complement(); // MODEL: atomic.update
  A += 1; // MODEL: atomic.update
  A -= 1; // MODEL: atomic.update
  A &= 1; // MODEL: atomic.update
  A |= 1; // MODEL: atomic.update
  A ^= 1; // MODEL: atomic.update
  ++A; // MODEL: atomic.update
  A++; // MODEL: atomic.update
  --A; // MODEL: atomic.update
  A--; // MODEL: atomic.update
  R.load(); // MODEL: atomic.load
  Old = R; // MODEL: atomic.load
  R.store(1); // MODEL: atomic.store
  R = 1; // MODEL: atomic.store
  R.exchange(1); // MODEL: atomic.update
  R.compare_exchange_weak(Old, 1); // MODEL: atomic.compare
  R.compare_exchange_strong(Old, 1); // MODEL: atomic.compare
  R.fetch_add(1); // MODEL: atomic.update
  R.fetch_sub(1); // MODEL: atomic.update
  R.fetch_and(1); // MODEL: atomic.update
  R.fetch_or(1); // MODEL: atomic.update
  R.fetch_xor(1); // MODEL: atomic.update
  R.add(1); // MODEL: atomic.update
  R.sub(1); // MODEL: atomic.update
  R.bitwise_and(1); // MODEL: atomic.update
  R.bitwise_or(1); // MODEL: atomic.update
  R.bitwise_xor(1); // MODEL: atomic.update
  R.opaque_add(1); // MODEL: atomic.update
  R.opaque_sub(1); // MODEL: atomic.update
  R.opaque_and(1); // MODEL: atomic.update
  R.opaque_or(1); // MODEL: atomic.update
  R.opaque_xor(1); // MODEL: atomic.update
  R.bit_test_and_set(1); // MODEL: atomic.update
  R.bit_test_and_reset(1); // MODEL: atomic.update
  R.bit_test_and_complement(1); // MODEL: atomic.update
  R.add_and_test(1); // MODEL: atomic.update
  R.sub_and_test(1); // MODEL: atomic.update
  R.and_and_test(1); // MODEL: atomic.update
  R.or_and_test(1); // MODEL: atomic.update
  R.xor_and_test(1); // MODEL: atomic.update
  R.fetch_negate(); // MODEL: atomic.update
  R.fetch_complement(); // MODEL: atomic.update
  R.negate(); // MODEL: atomic.update
  R.bitwise_complement(); // MODEL: atomic.update
  R.opaque_negate(); // MODEL: atomic.update
  R.opaque_complement(); // MODEL: atomic.update
  R += 1; // MODEL: atomic.update
  R -= 1; // MODEL: atomic.update
  R &= 1; // MODEL: atomic.update
  R |= 1; // MODEL: atomic.update
  R ^= 1; // MODEL: atomic.update
  ++R; // MODEL: atomic.update
  R++; // MODEL: atomic.update
  --R; // MODEL: atomic.update
  R--; // MODEL: atomic.update
  F.clear(); // MODEL: atomic.store
  F.test(); // MODEL: atomic.load
  F.test_and_set(); // MODEL: atomic.update
  ++C; // MODEL: atomic.update
  --C; // MODEL: atomic.update
  Old = C; // MODEL: atomic.load
  atomic_read32(P); // MODEL: atomic.load
  atomic_write32(P, 1); // MODEL: atomic.store
  atomic_inc32(P); // MODEL: atomic.update
  atomic_dec32(P); // MODEL: atomic.update
  atomic_add_unless32(P, 1, 2); // MODEL: atomic.update
  atomic_cas32(P, 1, 2); // MODEL: atomic.compare
}
