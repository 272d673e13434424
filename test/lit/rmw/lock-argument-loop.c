// RUN: %tocsin %s
// A loop between taking the lock, where the caller asks for it, and giving it
// back.
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock;
static int *seats, n_seats;

static void sweep(int need_lock) {
  if (need_lock)
    pthread_mutex_lock(&lock);
  for (int i = 0; i < n_seats; i++)
    seats[i] = 0;
  if (need_lock)
    pthread_mutex_unlock(&lock);
}

int add_seat(void) {
  pthread_mutex_lock(&lock);
  int n = n_seats + 1;
  sweep(0);
  int *p = realloc(seats, n * sizeof *p);
  if (p) {
    seats = p;
    n_seats = n;
  }
  pthread_mutex_unlock(&lock);
  return p != NULL;
}

int add_seat_late(void) {
  pthread_mutex_lock(&lock);
  int n = n_seats + 1;
  pthread_mutex_unlock(&lock);
  sweep(1);
  pthread_mutex_lock(&lock);
  n_seats = n; // EXPECT: lost-update
  pthread_mutex_unlock(&lock);
  return n;
}
