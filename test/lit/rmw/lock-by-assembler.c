// RUN: %tocsin %s
// A word that is counted up by a locked instruction, and down again where
// somebody else was in, is a lock for who leaves the loop.

#include <pthread.h>

#define WRITERS 0xFFFF0000u
#define WRITER 0x10000u
#define READER 0x1u

static inline __attribute__((always_inline)) unsigned relax(void) {
  __asm__ volatile("rep; nop");
  return 0;
}

#define ADD(word, n)                                                           \
  ({                                                                           \
    unsigned was = (n);                                                        \
    __asm__ volatile("lock xaddl %0, %1\n"                                     \
                     : "=r"(was), "+m"(*(word))                                \
                     : "0"(was)                                                \
                     : "cc");                                                  \
    was;                                                                       \
  })
#define TAKE_OFF(word, n)                                                      \
  __asm__ volatile("lock subl %1, %0\n" : "+m"(*(word)) : "ri"(n) : "cc")
#define ENTER(word, n)                                                         \
  for (;;) {                                                                   \
    if (!(*(volatile unsigned *)(word) & WRITERS)) {                           \
      if (!(ADD(word, n) & WRITERS))                                           \
        break;                                                                 \
      TAKE_OFF(word, n);                                                       \
    }                                                                          \
    relax();                                                                   \
  }

static unsigned gate;
static long kept, shared, bare;

static void *work(void *unused) {
  ENTER(&gate, WRITER);
  kept++;
  bare++;
  TAKE_OFF(&gate, WRITER);

  ENTER(&gate, WRITER);
  shared++;
  TAKE_OFF(&gate, WRITER);

  ENTER(&gate, READER);
  shared++; // EXPECT: lost-update
  TAKE_OFF(&gate, READER);

  bare++; // EXPECT: lost-update
  return unused;
}

int main(void) {
  pthread_t t[4];
  for (int i = 0; i < 4; ++i)
    pthread_create(&t[i], 0, work, 0);
  for (int i = 0; i < 4; ++i)
    pthread_join(t[i], 0);
  return kept + shared + bare > 0;
}
