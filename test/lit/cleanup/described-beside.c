// RUN: %tocsin %s
// What was looked up about a thing is handed over beside its name or number.
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

int reap(int id, const struct shmid_ds *about, time_t limit) {
  if (time(NULL) - about->shm_ctime <= limit)
    return 0;
  return shmctl(id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
}

int reapDetached(int id, const struct shmid_ds *about, time_t limit) {
  if (about->shm_nattch != 0 || time(NULL) - about->shm_ctime <= limit)
    return 0;
  return shmctl(id, IPC_RMID, NULL);
}
