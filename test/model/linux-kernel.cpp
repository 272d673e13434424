// PACKAGE:
// FLAGS:
// The kernel's headers are no library: what follows declares what is used of them.
extern "C" {
struct atomic_t { int counter; };
struct lock_t { unsigned slock; };
void spin_lock(lock_t *);
void spin_lock_bh(lock_t *);
void spin_lock_irq(lock_t *);
void _raw_spin_lock(lock_t *);
void _raw_spin_lock_bh(lock_t *);
void _raw_spin_lock_irq(lock_t *);
void raw_spin_lock(lock_t *);
void raw_spin_lock_irq(lock_t *);
unsigned long _raw_spin_lock_irqsave(lock_t *);
void __raw_spin_lock(lock_t *);
void __raw_spin_lock_bh(lock_t *);
void __raw_spin_lock_irq(lock_t *);
unsigned long __raw_spin_lock_irqsave(lock_t *);
void mutex_lock(lock_t *);
void mutex_lock_nested(lock_t *, unsigned);
void mutex_lock_io(lock_t *);
void write_lock(lock_t *);
void write_lock_bh(lock_t *);
void write_lock_irq(lock_t *);
void _raw_write_lock(lock_t *);
void _raw_write_lock_bh(lock_t *);
void _raw_write_lock_irq(lock_t *);
void down_write(lock_t *);
void down(lock_t *);
int spin_trylock(lock_t *);
int spin_trylock_bh(lock_t *);
int _raw_spin_trylock(lock_t *);
int mutex_trylock(lock_t *);
int down_write_trylock(lock_t *);
int write_trylock(lock_t *);
int mutex_lock_interruptible(lock_t *);
int mutex_lock_killable(lock_t *);
int down_interruptible(lock_t *);
int down_killable(lock_t *);
int down_write_killable(lock_t *);
int down_trylock(lock_t *);
void read_lock(lock_t *);
void read_lock_bh(lock_t *);
void read_lock_irq(lock_t *);
void _raw_read_lock(lock_t *);
void _raw_read_lock_bh(lock_t *);
void _raw_read_lock_irq(lock_t *);
void down_read(lock_t *);
int down_read_trylock(lock_t *);
void spin_unlock(lock_t *);
void spin_unlock_bh(lock_t *);
void spin_unlock_irq(lock_t *);
void _raw_spin_unlock(lock_t *);
void _raw_spin_unlock_bh(lock_t *);
void _raw_spin_unlock_irq(lock_t *);
void raw_spin_unlock(lock_t *);
void raw_spin_unlock_irq(lock_t *);
void spin_unlock_irqrestore(lock_t *, unsigned long);
void _raw_spin_unlock_irqrestore(lock_t *, unsigned long);
void mutex_unlock(lock_t *);
void write_unlock(lock_t *);
void write_unlock_bh(lock_t *);
void write_unlock_irq(lock_t *);
void _raw_write_unlock(lock_t *);
void read_unlock(lock_t *);
void read_unlock_bh(lock_t *);
void read_unlock_irq(lock_t *);
void _raw_read_unlock(lock_t *);
void up(lock_t *);
void up_read(lock_t *);
void up_write(lock_t *);
int atomic_read(atomic_t *);
int atomic_read_acquire(atomic_t *);
int atomic64_read(atomic_t *);
int atomic64_read_acquire(atomic_t *);
int atomic_long_read(atomic_t *);
int refcount_read(atomic_t *);
void atomic_set(atomic_t *, int);
void atomic_set_release(atomic_t *, int);
void atomic64_set(atomic_t *, int);
void atomic64_set_release(atomic_t *, int);
void atomic_long_set(atomic_t *, int);
void refcount_set(atomic_t *, int);
void atomic_inc(atomic_t *);
void atomic_dec(atomic_t *);
void atomic64_inc(atomic_t *);
void atomic64_dec(atomic_t *);
void atomic_long_inc(atomic_t *);
void atomic_long_dec(atomic_t *);
void refcount_inc(atomic_t *);
void refcount_dec(atomic_t *);
void atomic_add(int, atomic_t *);
void atomic_sub(int, atomic_t *);
void atomic_or(int, atomic_t *);
void atomic_and(int, atomic_t *);
void atomic_andnot(int, atomic_t *);
void atomic64_add(int, atomic_t *);
void atomic64_sub(int, atomic_t *);
void atomic_long_add(int, atomic_t *);
void atomic_long_sub(int, atomic_t *);
int atomic_inc_return(atomic_t *);
int atomic_dec_return(atomic_t *);
int atomic64_inc_return(atomic_t *);
int atomic64_dec_return(atomic_t *);
int atomic_add_return(int, atomic_t *);
int atomic_sub_return(int, atomic_t *);
int atomic64_add_return(int, atomic_t *);
int atomic64_sub_return(int, atomic_t *);
int atomic_fetch_inc(atomic_t *);
int atomic_fetch_dec(atomic_t *);
int atomic_dec_and_test(atomic_t *);
int atomic_inc_and_test(atomic_t *);
int atomic64_dec_and_test(atomic_t *);
int refcount_dec_and_test(atomic_t *);
int atomic_inc_not_zero(atomic_t *);
int refcount_inc_not_zero(atomic_t *);
int atomic_dec_if_positive(atomic_t *);
int atomic_xchg(atomic_t *, int);
int atomic64_xchg(atomic_t *, int);
int atomic_long_xchg(atomic_t *, int);
int atomic_cmpxchg(atomic_t *, int, int);
int atomic64_cmpxchg(atomic_t *, int, int);
int atomic_long_cmpxchg(atomic_t *, int, int);
int atomic_try_cmpxchg(atomic_t *, int *, int);
int atomic64_try_cmpxchg(atomic_t *, int *, int);
void * kthread_create_on_node(int (*)(void *), void *, int, const char *, ...);
void * kthread_create_on_cpu(int (*)(void *), void *, unsigned, const char *);
int request_irq(unsigned, int (*)(int, void *), unsigned long, const char *, void *);
int devm_request_irq(void *, unsigned, int (*)(int, void *), unsigned long, const char *, void *);
int request_threaded_irq(unsigned, int (*)(int, void *), int (*)(int, void *), unsigned long, const char *, void *);
}

void calls(lock_t *L, atomic_t *A, int *I, int (*Run)(void *), int (*Handle)(int, void *)) {
  spin_lock(L); // MODEL: lock.acquire
  spin_lock_bh(L); // MODEL: lock.acquire
  spin_lock_irq(L); // MODEL: lock.acquire
  _raw_spin_lock(L); // MODEL: lock.acquire
  _raw_spin_lock_bh(L); // MODEL: lock.acquire
  _raw_spin_lock_irq(L); // MODEL: lock.acquire
  raw_spin_lock(L); // MODEL: lock.acquire
  raw_spin_lock_irq(L); // MODEL: lock.acquire
  _raw_spin_lock_irqsave(L); // MODEL: lock.acquire
  __raw_spin_lock(L); // MODEL: lock.acquire
  __raw_spin_lock_bh(L); // MODEL: lock.acquire
  __raw_spin_lock_irq(L); // MODEL: lock.acquire
  __raw_spin_lock_irqsave(L); // MODEL: lock.acquire
  mutex_lock(L); // MODEL: lock.acquire
  mutex_lock_nested(L, 0); // MODEL: lock.acquire
  mutex_lock_io(L); // MODEL: lock.acquire
  write_lock(L); // MODEL: lock.acquire
  write_lock_bh(L); // MODEL: lock.acquire
  write_lock_irq(L); // MODEL: lock.acquire
  _raw_write_lock(L); // MODEL: lock.acquire
  _raw_write_lock_bh(L); // MODEL: lock.acquire
  _raw_write_lock_irq(L); // MODEL: lock.acquire
  down_write(L); // MODEL: lock.acquire
  down(L); // MODEL: lock.acquire
  spin_trylock(L); // MODEL: lock.acquire
  spin_trylock_bh(L); // MODEL: lock.acquire
  _raw_spin_trylock(L); // MODEL: lock.acquire
  mutex_trylock(L); // MODEL: lock.acquire
  down_write_trylock(L); // MODEL: lock.acquire
  write_trylock(L); // MODEL: lock.acquire
  mutex_lock_interruptible(L); // MODEL: lock.acquire
  mutex_lock_killable(L); // MODEL: lock.acquire
  down_interruptible(L); // MODEL: lock.acquire
  down_killable(L); // MODEL: lock.acquire
  down_write_killable(L); // MODEL: lock.acquire
  down_trylock(L); // MODEL: lock.acquire
  read_lock(L); // MODEL: lock.acquire
  read_lock_bh(L); // MODEL: lock.acquire
  read_lock_irq(L); // MODEL: lock.acquire
  _raw_read_lock(L); // MODEL: lock.acquire
  _raw_read_lock_bh(L); // MODEL: lock.acquire
  _raw_read_lock_irq(L); // MODEL: lock.acquire
  down_read(L); // MODEL: lock.acquire
  down_read_trylock(L); // MODEL: lock.acquire
  spin_unlock(L); // MODEL: lock.release
  spin_unlock_bh(L); // MODEL: lock.release
  spin_unlock_irq(L); // MODEL: lock.release
  _raw_spin_unlock(L); // MODEL: lock.release
  _raw_spin_unlock_bh(L); // MODEL: lock.release
  _raw_spin_unlock_irq(L); // MODEL: lock.release
  raw_spin_unlock(L); // MODEL: lock.release
  raw_spin_unlock_irq(L); // MODEL: lock.release
  spin_unlock_irqrestore(L, 0); // MODEL: lock.release
  _raw_spin_unlock_irqrestore(L, 0); // MODEL: lock.release
  mutex_unlock(L); // MODEL: lock.release
  write_unlock(L); // MODEL: lock.release
  write_unlock_bh(L); // MODEL: lock.release
  write_unlock_irq(L); // MODEL: lock.release
  _raw_write_unlock(L); // MODEL: lock.release
  read_unlock(L); // MODEL: lock.release
  read_unlock_bh(L); // MODEL: lock.release
  read_unlock_irq(L); // MODEL: lock.release
  _raw_read_unlock(L); // MODEL: lock.release
  up(L); // MODEL: lock.release
  up_read(L); // MODEL: lock.release
  up_write(L); // MODEL: lock.release
  atomic_read(A); // MODEL: atomic.load
  atomic_read_acquire(A); // MODEL: atomic.load
  atomic64_read(A); // MODEL: atomic.load
  atomic64_read_acquire(A); // MODEL: atomic.load
  atomic_long_read(A); // MODEL: atomic.load
  refcount_read(A); // MODEL: atomic.load
  atomic_set(A, 1); // MODEL: atomic.store
  atomic_set_release(A, 1); // MODEL: atomic.store
  atomic64_set(A, 1); // MODEL: atomic.store
  atomic64_set_release(A, 1); // MODEL: atomic.store
  atomic_long_set(A, 1); // MODEL: atomic.store
  refcount_set(A, 1); // MODEL: atomic.store
  atomic_inc(A); // MODEL: atomic.update
  atomic_dec(A); // MODEL: atomic.update
  atomic64_inc(A); // MODEL: atomic.update
  atomic64_dec(A); // MODEL: atomic.update
  atomic_long_inc(A); // MODEL: atomic.update
  atomic_long_dec(A); // MODEL: atomic.update
  refcount_inc(A); // MODEL: atomic.update
  refcount_dec(A); // MODEL: atomic.update
  atomic_add(1, A); // MODEL: atomic.update
  atomic_sub(1, A); // MODEL: atomic.update
  atomic_or(1, A); // MODEL: atomic.update
  atomic_and(1, A); // MODEL: atomic.update
  atomic_andnot(1, A); // MODEL: atomic.update
  atomic64_add(1, A); // MODEL: atomic.update
  atomic64_sub(1, A); // MODEL: atomic.update
  atomic_long_add(1, A); // MODEL: atomic.update
  atomic_long_sub(1, A); // MODEL: atomic.update
  atomic_inc_return(A); // MODEL: atomic.update
  atomic_dec_return(A); // MODEL: atomic.update
  atomic64_inc_return(A); // MODEL: atomic.update
  atomic64_dec_return(A); // MODEL: atomic.update
  atomic_add_return(1, A); // MODEL: atomic.update
  atomic_sub_return(1, A); // MODEL: atomic.update
  atomic64_add_return(1, A); // MODEL: atomic.update
  atomic64_sub_return(1, A); // MODEL: atomic.update
  atomic_fetch_inc(A); // MODEL: atomic.update
  atomic_fetch_dec(A); // MODEL: atomic.update
  atomic_dec_and_test(A); // MODEL: atomic.update
  atomic_inc_and_test(A); // MODEL: atomic.update
  atomic64_dec_and_test(A); // MODEL: atomic.update
  refcount_dec_and_test(A); // MODEL: atomic.update
  atomic_inc_not_zero(A); // MODEL: atomic.update
  refcount_inc_not_zero(A); // MODEL: atomic.update
  atomic_dec_if_positive(A); // MODEL: atomic.update
  atomic_xchg(A, 1); // MODEL: atomic.update
  atomic64_xchg(A, 1); // MODEL: atomic.update
  atomic_long_xchg(A, 1); // MODEL: atomic.update
  atomic_cmpxchg(A, 1, 2); // MODEL: atomic.compare
  atomic64_cmpxchg(A, 1, 2); // MODEL: atomic.compare
  atomic_long_cmpxchg(A, 1, 2); // MODEL: atomic.compare
  atomic_try_cmpxchg(A, I, 1); // MODEL: atomic.compare
  atomic64_try_cmpxchg(A, I, 1); // MODEL: atomic.compare
  kthread_create_on_node(Run, 0, 0, ""); // MODEL: thread.start
  kthread_create_on_cpu(Run, 0, 0, ""); // MODEL: thread.start
  request_irq(1, Handle, 0, "", 0); // MODEL: thread.start
  devm_request_irq(0, 1, Handle, 0, "", 0); // MODEL: thread.start
  request_threaded_irq(1, Handle, Handle, 0, "", 0); // MODEL: thread.start
}
