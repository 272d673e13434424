// PACKAGE: libuv1-dev
#include <uv.h>

void once();
void body(void *);
void work(uv_work_t *);
void after(uv_work_t *, int);

void locks(uv_mutex_t *M, uv_rwlock_t *R, uv_sem_t *S, uv_cond_t *C,
           uv_once_t *O, uv_barrier_t *B) {
  uv_mutex_lock(M);              // MODEL: lock.acquire
  uv_mutex_trylock(M);           // MODEL: lock.acquire
  uv_mutex_unlock(M);            // MODEL: lock.release
  uv_rwlock_wrlock(R);           // MODEL: lock.acquire
  uv_rwlock_trywrlock(R);        // MODEL: lock.acquire
  uv_rwlock_wrunlock(R);         // MODEL: lock.release
  uv_rwlock_rdlock(R);           // MODEL: lock.acquire
  uv_rwlock_tryrdlock(R);        // MODEL: lock.acquire
  uv_rwlock_rdunlock(R);         // MODEL: lock.release
  uv_sem_init(S, 1);             // MODEL: lock.count
  uv_sem_wait(S);                // MODEL: lock.acquire
  uv_sem_trywait(S);             // MODEL: lock.acquire
  uv_sem_post(S);                // MODEL: lock.release
  uv_barrier_wait(B);            // MODEL: lock.acquire, lock.release
  uv_cond_wait(C, M);            // MODEL: lock.wait
  uv_cond_timedwait(C, M, 1000); // MODEL: lock.wait
  uv_once(O, once);              // MODEL: once.run
}

void threads(uv_loop_t *L, uv_thread_t *T, const uv_thread_options_t *O,
             uv_work_t *W) {
  uv_thread_create(T, body, nullptr);       // MODEL: thread.start
  uv_thread_create_ex(T, O, body, nullptr); // MODEL: thread.start
  uv_thread_join(T);                        // MODEL: thread.join
  uv_queue_work(L, W, work, after);         // MODEL: thread.start
}
