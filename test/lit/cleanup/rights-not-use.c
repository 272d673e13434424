// RUN: %tocsin %s
// Whose a segment is says who may remove it, not whether it is attached. What a
// call is told by a union it fills in like any other.
#include <stddef.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

struct plan {
  int id;
  uid_t owner;
};

void removeMine(const struct plan *p, time_t limit) {
  struct shmid_ds ds;
  if (shmctl(p->id, IPC_STAT, &ds) < 0 || ds.shm_perm.uid != p->owner)
    return;
  if (time(NULL) - ds.shm_ctime > limit)
    shmctl(p->id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
}

void removeDetached(const struct plan *p, time_t limit) {
  struct shmid_ds ds;
  if (shmctl(p->id, IPC_STAT, &ds) < 0 || ds.shm_nattch != 0)
    return;
  if (time(NULL) - ds.shm_ctime > limit)
    shmctl(p->id, IPC_RMID, NULL);
}

union semarg {
  int val;
  struct semid_ds *buf;
};

void removeSet(int set, time_t limit) {
  struct semid_ds ds;
  union semarg arg;
  arg.buf = &ds;
  if (semctl(set, 0, IPC_STAT, arg) < 0)
    return;
  if (difftime(time(NULL), ds.sem_otime) > (double)limit)
    semctl(set, 0, IPC_RMID); // EXPECT: timestamp-cleanup
}
