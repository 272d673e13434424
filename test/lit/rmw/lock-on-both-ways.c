// RUN: %tocsin %s
// A pointer was looked up under the lock on each way; the ways only meet.
#include <pthread.h>
#include <stdlib.h>

struct atom {
  struct atom *Next;
  int Refs, Hash;
};
static pthread_mutex_t M = PTHREAD_MUTEX_INITIALIZER;
static struct atom *Head;

static struct atom *find(int H) {
  struct atom *A = Head;
  while (A && A->Hash != H)
    A = A->Next;
  return A;
}

void let(struct atom *A) {
  pthread_mutex_lock(&M);
  if (__atomic_sub_fetch(&A->Refs, 1, __ATOMIC_ACQ_REL) == 0) {
    Head = A->Next;
    free(A);
  }
  pthread_mutex_unlock(&M);
}

struct atom *corrected(int H) {
  pthread_mutex_lock(&M);
  struct atom *A = find(H);
  if (!A) {
    pthread_mutex_unlock(&M);
    struct atom *Fresh = calloc(1, sizeof *Fresh);
    pthread_mutex_lock(&M);
    A = find(H);
    if (!A) {
      A = Fresh;
      A->Next = Head;
      Head = A;
    }
  }
  __atomic_fetch_add(&A->Refs, 1, __ATOMIC_RELAXED);
  pthread_mutex_unlock(&M);
  return A;
}

struct atom *guilty(int H, int Log) {
  pthread_mutex_lock(&M);
  struct atom *A = find(H);
  if (A && Log) {
    pthread_mutex_unlock(&M);
    system("log");
    pthread_mutex_lock(&M);
  }
  if (A)
    __atomic_fetch_add(&A->Refs, 1, __ATOMIC_RELAXED); // EXPECT: check-then-act
  pthread_mutex_unlock(&M);
  return A;
}
