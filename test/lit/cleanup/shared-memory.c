// RUN: %tocsin %s
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

void reap(int id, time_t ttl) {
  struct shmid_ds ds;
  if (shmctl(id, IPC_STAT, &ds) == 0 && time(NULL) - ds.shm_ctime > ttl)
    shmctl(id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
}

void reapDetached(int id, time_t ttl) {
  struct shmid_ds ds;
  if (shmctl(id, IPC_STAT, &ds) == 0 && ds.shm_nattch == 0 &&
      time(NULL) - ds.shm_ctime > ttl)
    shmctl(id, IPC_RMID, NULL);
}
