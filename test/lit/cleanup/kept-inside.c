// RUN: %tocsin %s
// What nobody can hold beyond the lock may go under it; what a look-up hands
// out may not.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct peer {
  struct peer *next;
  uint32_t addr;
  unsigned char key[6];
  time_t updated;
};

static pthread_rwlock_t peersLock = PTHREAD_RWLOCK_INITIALIZER;
static struct peer *peers[16];

int peerKey(uint32_t addr, unsigned char key[6]) {
  int rc = -1;
  pthread_rwlock_rdlock(&peersLock);
  for (struct peer *p = peers[addr % 16]; p; p = p->next)
    if (p->addr == addr) {
      memcpy(key, p->key, 6);
      rc = 0;
    }
  pthread_rwlock_unlock(&peersLock);
  return rc;
}

void expirePeers(time_t limit) {
  pthread_rwlock_wrlock(&peersLock);
  for (int i = 0; i < 16; i++)
    for (struct peer **pp = &peers[i]; *pp;) {
      struct peer *p = *pp;
      if (time(NULL) - p->updated > limit) {
        *pp = p->next;
        free(p);
      } else {
        pp = &p->next;
      }
    }
  pthread_rwlock_unlock(&peersLock);
}

struct guest {
  struct guest *next;
  uint32_t addr;
  time_t updated;
};

static pthread_mutex_t guestsLock = PTHREAD_MUTEX_INITIALIZER;
static struct guest *guests[16];

struct guest *findGuest(uint32_t addr) {
  struct guest *g;
  pthread_mutex_lock(&guestsLock);
  for (g = guests[addr % 16]; g && g->addr != addr; g = g->next)
    ;
  pthread_mutex_unlock(&guestsLock);
  return g;
}

void expireGuests(time_t limit) {
  pthread_mutex_lock(&guestsLock);
  for (int i = 0; i < 16; i++)
    for (struct guest **pp = &guests[i]; *pp;) {
      struct guest *g = *pp;
      if (time(NULL) - g->updated > limit) {
        *pp = g->next;
        free(g); // EXPECT: timestamp-cleanup
      } else {
        pp = &g->next;
      }
    }
  pthread_mutex_unlock(&guestsLock);
}
