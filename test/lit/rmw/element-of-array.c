// RUN: %tocsin %s
// Parts of the elements of a global array: helpers get them by pointer, others
// by index; their lock is the element's own.
#include <pthread.h>

enum { Count = 8 };
struct Port {
  pthread_mutex_t Mu;
  unsigned Alarms, Flaps;
};
static struct Port Ports[Count];

static void raise(struct Port *P, unsigned Bit) {
  pthread_mutex_lock(&P->Mu);
  P->Alarms |= Bit;
  P->Flaps++;
  pthread_mutex_unlock(&P->Mu);
}

static void lower(struct Port *P, unsigned Bit) {
  pthread_mutex_lock(&P->Mu);
  P->Alarms &= ~Bit;
  pthread_mutex_unlock(&P->Mu);
}

void guilty(int N) {
  struct Port *P = &Ports[N];
  P->Alarms |= 4; // EXPECT: lost-update
}

void corrected(int N) {
  pthread_mutex_lock(&Ports[N].Mu);
  Ports[N].Flaps = 0;
  Ports[N].Alarms |= 4;
  pthread_mutex_unlock(&Ports[N].Mu);
}

void event(int N, unsigned Bit) {
  raise(&Ports[N], Bit);
  lower(&Ports[N], Bit << 1);
}
