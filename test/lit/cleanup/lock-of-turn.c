// RUN: %tocsin %s
// The lock of an element is held around an inner loop, in each turn of the
// outer one: nobody stamps while the ages are compared.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

struct Lease {
  struct Lease *Next;
  uint32_t Seen;
  int Users;
};
struct Shelf {
  pthread_mutex_t Lock;
  struct Lease *First;
};
static struct Shelf Shelves[8];

static uint32_t tick(void) {
  struct timespec T;
  clock_gettime(CLOCK_MONOTONIC, &T);
  return (uint32_t)(T.tv_sec * 1000 + T.tv_nsec / 1000000);
}

void touch(unsigned I) {
  struct Shelf *S = &Shelves[I % 8];
  pthread_mutex_lock(&S->Lock);
  if (S->First)
    S->First->Seen = tick();
  pthread_mutex_unlock(&S->Lock);
}

static void corrected(void) {
  for (unsigned I = 0; I < 8; I++) {
    struct Shelf *S = &Shelves[I];
    pthread_mutex_lock(&S->Lock);
    uint32_t Now = tick();
    for (struct Lease **P = &S->First; *P;) {
      struct Lease *L = *P;
      if (L->Users == 0 && Now - L->Seen > 500) {
        *P = L->Next;
        free(L);
      } else {
        P = &L->Next;
      }
    }
    pthread_mutex_unlock(&S->Lock);
  }
}

static void guilty(void) {
  for (unsigned I = 0; I < 8; I++) {
    struct Shelf *S = &Shelves[I];
    uint32_t Now = tick();
    pthread_mutex_lock(&S->Lock);
    for (struct Lease **P = &S->First; *P;) {
      struct Lease *L = *P;
      if (L->Users == 0 && Now - L->Seen > 500) { // EXPECT: unsigned-age
        *P = L->Next;
        free(L);
      } else {
        P = &L->Next;
      }
    }
    pthread_mutex_unlock(&S->Lock);
  }
}

static void *sweep(void *Arg) {
  for (;;) {
    corrected();
    guilty();
  }
  return Arg;
}

int main(void) {
  pthread_t T;
  pthread_create(&T, NULL, sweep, NULL);
  for (unsigned I = 0;; I++)
    touch(I);
}
