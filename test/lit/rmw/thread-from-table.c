// RUN: %tocsin %s
// The functions of threads come out of tables; any entry may be meant.
#include <pthread.h>

static long Sent, Read, Lost, Kept, Shown;
static pthread_mutex_t M = PTHREAD_MUTEX_INITIALIZER;

static void *send(void *A) {
  (void)A;
  Sent++; // EXPECT: lost-update
  return 0;
}
static void *receive(void *A) {
  (void)A;
  Read++; // EXPECT: lost-update
  return 0;
}
static void *lose(void *A) {
  (void)A;
  Lost++; // EXPECT: lost-update
  return 0;
}
static void *keep(void *A) {
  (void)A;
  pthread_mutex_lock(&M);
  Kept++;
  pthread_mutex_unlock(&M);
  return 0;
}
static void *show(void *A) { // in no table
  (void)A;
  Shown++;
  return 0;
}

struct role {
  const char *Name;
  void *(*Run)(void *);
};
static const struct role Roles[] = {{"receiver", receive}, {"keeper", keep}};

int main(void) {
  static void *(*const Fixed[])(void *) = {send, keep};
  struct role Own[2] = {{"loser", lose}, {0, 0}};
  pthread_t T[4];
  for (int I = 0; I < 4; I++)
    pthread_create(&T[I], 0, Fixed[I / 2], 0);
  for (int I = 0; I < 4; I++)
    pthread_create(&T[I], 0, Roles[I / 2].Run, 0);
  for (const struct role *R = Own; R->Run; R++)
    pthread_create(&T[0], 0, R->Run, 0);
  show(0);
  return 0;
}
