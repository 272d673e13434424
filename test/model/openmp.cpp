// PACKAGE:
// FLAGS: -fopenmp
// Declared as in the OpenMP API 5.2, chapter 18: omp.h comes with a compiler.
// ABSENT: omp::ordered
// ABSENT: omp_get_team_num
typedef struct omp_lock_t omp_lock_t;
typedef struct omp_nest_lock_t omp_nest_lock_t;
extern "C" {
void omp_set_lock(omp_lock_t *);
void omp_unset_lock(omp_lock_t *);
int omp_test_lock(omp_lock_t *);
void omp_set_nest_lock(omp_nest_lock_t *);
void omp_unset_nest_lock(omp_nest_lock_t *);
int omp_test_nest_lock(omp_nest_lock_t *);
int omp_get_thread_num(void);
}

void regions(int N) {
  int Sum = 0;
#pragma omp parallel // MODEL: thread.start, thread.join
  {
#pragma omp critical // MODEL: lock.acquire, lock.release
    Sum++;
#pragma omp single // MODEL: lock.acquire, lock.release
    {
#pragma omp task // MODEL: thread.start
      Sum += N;
#pragma omp taskwait // MODEL: thread.join
    }
  }
}

void locks(omp_lock_t *L, omp_nest_lock_t *N) {
  omp_set_lock(L); // MODEL: lock.acquire
  omp_unset_lock(L); // MODEL: lock.release
  omp_test_lock(L); // MODEL: lock.acquire
  omp_set_nest_lock(N); // MODEL: lock.acquire
  omp_unset_nest_lock(N); // MODEL: lock.release
  omp_test_nest_lock(N); // MODEL: lock.acquire
}

int which() { return omp_get_thread_num(); } // MODEL: thread.index
