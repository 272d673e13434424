// PACKAGE: libc6-dev
// FLAGS:
// ABSENT: cfree, tkill, pidfd_send_signal
#include <linux/btrfs.h>
#include <mqueue.h>
#include <new>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>

void ends(void *X, pid_t P, pthread_t T, int Id, const char *Name,
          shmid_ds *Shm, msqid_ds *Msg) {
  operator delete(X); // MODEL: destroy
  free(X); // MODEL: destroy
  kill(P, SIGTERM); // MODEL: destroy, use.query
  killpg(P, SIGTERM); // MODEL: destroy, use.query
  pthread_cancel(T); // MODEL: destroy
  pthread_kill(T, SIGTERM); // MODEL: destroy
  shmctl(Id, IPC_RMID, Shm); // MODEL: destroy, fd.check
  msgctl(Id, IPC_RMID, Msg); // MODEL: destroy, fd.check
  semctl(Id, 0, IPC_RMID); // MODEL: destroy
  btrfs_ioctl_vol_args Gone = {};
  ioctl(Id, BTRFS_IOC_SNAP_DESTROY, &Gone); // MODEL: destroy
  mq_unlink(Name); // MODEL: destroy
  sem_unlink(Name); // MODEL: destroy
  shm_unlink(Name); // MODEL: destroy
  munmap(X, 1); // MODEL: destroy
  umount2(Name, MNT_DETACH); // MODEL: destroy
  shutdown(Id, SHUT_RDWR); // MODEL: destroy
}
