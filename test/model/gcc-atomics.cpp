// PACKAGE:
// FLAGS:
// ABSENT: __hip_atomic_compare_exchange_strong
// ABSENT: __hip_atomic_compare_exchange_weak, __hip_atomic_exchange
// ABSENT: __hip_atomic_fetch_add, __hip_atomic_fetch_and
// ABSENT: __hip_atomic_fetch_max, __hip_atomic_fetch_min
// ABSENT: __hip_atomic_fetch_or, __hip_atomic_fetch_xor, __hip_atomic_load
// ABSENT: __hip_atomic_store, __opencl_atomic_compare_exchange_strong
// ABSENT: __opencl_atomic_compare_exchange_weak, __opencl_atomic_exchange
// ABSENT: __opencl_atomic_fetch_add, __opencl_atomic_fetch_and
// ABSENT: __opencl_atomic_fetch_max, __opencl_atomic_fetch_min
// ABSENT: __opencl_atomic_fetch_or, __opencl_atomic_fetch_sub
// ABSENT: __opencl_atomic_fetch_xor, __opencl_atomic_init
// ABSENT: __opencl_atomic_load, __opencl_atomic_store, __sync_add_and_fetch
// ABSENT: __sync_and_and_fetch, __sync_bool_compare_and_swap
// ABSENT: __sync_fetch_and_add, __sync_fetch_and_and, __sync_fetch_and_nand
// ABSENT: __sync_fetch_and_or, __sync_fetch_and_sub, __sync_fetch_and_xor
// ABSENT: __sync_lock_release, __sync_lock_test_and_set
// ABSENT: __sync_nand_and_fetch, __sync_or_and_fetch, __sync_sub_and_fetch
// ABSENT: __sync_swap, __sync_val_compare_and_swap, __sync_xor_and_fetch

void c11(_Atomic int *A, int Old) {
  __c11_atomic_init(A, 1); // MODEL: atomic.store
  __c11_atomic_load(A, 5); // MODEL: atomic.load
  __c11_atomic_store(A, 1, 5); // MODEL: atomic.store
  __c11_atomic_exchange(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_compare_exchange_strong(A, &Old, 1, 5, 5); // MODEL: atomic.compare
  __c11_atomic_compare_exchange_weak(A, &Old, 1, 5, 5); // MODEL: atomic.compare
  __c11_atomic_fetch_add(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_sub(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_and(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_or(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_xor(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_nand(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_max(A, 1, 5); // MODEL: atomic.update
  __c11_atomic_fetch_min(A, 1, 5); // MODEL: atomic.update
}

void gnu(int *A, int Old, int New) {
  __atomic_load_n(A, 5); // MODEL: atomic.load
  __atomic_load(A, &Old, 5); // MODEL: atomic.load
  __atomic_store_n(A, 1, 5); // MODEL: atomic.store
  __atomic_store(A, &New, 5); // MODEL: atomic.store
  __atomic_clear(A, 5); // MODEL: atomic.store
  __atomic_exchange_n(A, 1, 5); // MODEL: atomic.update
  __atomic_exchange(A, &New, &Old, 5); // MODEL: atomic.update
  __atomic_test_and_set(A, 5); // MODEL: atomic.update
  __atomic_compare_exchange_n(A, &Old, 1, false, 5, 5); // MODEL: atomic.compare
  __atomic_compare_exchange(A, &Old, &New, false, 5, 5); // MODEL: atomic.compare
  __atomic_fetch_add(A, 1, 5); // MODEL: atomic.update
  __atomic_add_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_sub(A, 1, 5); // MODEL: atomic.update
  __atomic_sub_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_and(A, 1, 5); // MODEL: atomic.update
  __atomic_and_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_or(A, 1, 5); // MODEL: atomic.update
  __atomic_or_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_xor(A, 1, 5); // MODEL: atomic.update
  __atomic_xor_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_nand(A, 1, 5); // MODEL: atomic.update
  __atomic_nand_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_max(A, 1, 5); // MODEL: atomic.update
  __atomic_max_fetch(A, 1, 5); // MODEL: atomic.update
  __atomic_fetch_min(A, 1, 5); // MODEL: atomic.update
  __atomic_min_fetch(A, 1, 5); // MODEL: atomic.update
}

void one(char *A) {
  __sync_fetch_and_add(A, 1); // MODEL: atomic.update
  __sync_add_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_sub(A, 1); // MODEL: atomic.update
  __sync_sub_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_and(A, 1); // MODEL: atomic.update
  __sync_and_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_or(A, 1); // MODEL: atomic.update
  __sync_or_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_xor(A, 1); // MODEL: atomic.update
  __sync_xor_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_nand(A, 1); // MODEL: atomic.update
  __sync_nand_and_fetch(A, 1); // MODEL: atomic.update
  __sync_lock_test_and_set(A, 1); // MODEL: atomic.update
  __sync_swap(A, 1); // MODEL: atomic.update
  __sync_lock_release(A); // MODEL: atomic.store
  __sync_bool_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
  __sync_val_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
}

void two(short *A) {
  __sync_fetch_and_add(A, 1); // MODEL: atomic.update
  __sync_add_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_sub(A, 1); // MODEL: atomic.update
  __sync_sub_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_and(A, 1); // MODEL: atomic.update
  __sync_and_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_or(A, 1); // MODEL: atomic.update
  __sync_or_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_xor(A, 1); // MODEL: atomic.update
  __sync_xor_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_nand(A, 1); // MODEL: atomic.update
  __sync_nand_and_fetch(A, 1); // MODEL: atomic.update
  __sync_lock_test_and_set(A, 1); // MODEL: atomic.update
  __sync_swap(A, 1); // MODEL: atomic.update
  __sync_lock_release(A); // MODEL: atomic.store
  __sync_bool_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
  __sync_val_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
}

void four(int *A) {
  __sync_fetch_and_add(A, 1); // MODEL: atomic.update
  __sync_add_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_sub(A, 1); // MODEL: atomic.update
  __sync_sub_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_and(A, 1); // MODEL: atomic.update
  __sync_and_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_or(A, 1); // MODEL: atomic.update
  __sync_or_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_xor(A, 1); // MODEL: atomic.update
  __sync_xor_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_nand(A, 1); // MODEL: atomic.update
  __sync_nand_and_fetch(A, 1); // MODEL: atomic.update
  __sync_lock_test_and_set(A, 1); // MODEL: atomic.update
  __sync_swap(A, 1); // MODEL: atomic.update
  __sync_lock_release(A); // MODEL: atomic.store
  __sync_bool_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
  __sync_val_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
}

void eight(long *A) {
  __sync_fetch_and_add(A, 1); // MODEL: atomic.update
  __sync_add_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_sub(A, 1); // MODEL: atomic.update
  __sync_sub_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_and(A, 1); // MODEL: atomic.update
  __sync_and_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_or(A, 1); // MODEL: atomic.update
  __sync_or_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_xor(A, 1); // MODEL: atomic.update
  __sync_xor_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_nand(A, 1); // MODEL: atomic.update
  __sync_nand_and_fetch(A, 1); // MODEL: atomic.update
  __sync_lock_test_and_set(A, 1); // MODEL: atomic.update
  __sync_swap(A, 1); // MODEL: atomic.update
  __sync_lock_release(A); // MODEL: atomic.store
  __sync_bool_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
  __sync_val_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
}

void sixteen(__int128 *A) {
  __sync_fetch_and_add(A, 1); // MODEL: atomic.update
  __sync_add_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_sub(A, 1); // MODEL: atomic.update
  __sync_sub_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_and(A, 1); // MODEL: atomic.update
  __sync_and_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_or(A, 1); // MODEL: atomic.update
  __sync_or_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_xor(A, 1); // MODEL: atomic.update
  __sync_xor_and_fetch(A, 1); // MODEL: atomic.update
  __sync_fetch_and_nand(A, 1); // MODEL: atomic.update
  __sync_nand_and_fetch(A, 1); // MODEL: atomic.update
  __sync_lock_test_and_set(A, 1); // MODEL: atomic.update
  __sync_swap(A, 1); // MODEL: atomic.update
  __sync_lock_release(A); // MODEL: atomic.store
  __sync_bool_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
  __sync_val_compare_and_swap(A, 1, 2); // MODEL: atomic.compare
}
