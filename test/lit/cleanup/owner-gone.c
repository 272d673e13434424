// RUN: %tocsin %s
// STD: gnu17
// kill(pid, 0) that fails says that the owner is gone, however that is spelled;
// so does a queue without messages. That it succeeds says the contrary.
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

struct spool {
  pid_t pid;
  time_t started;
  char path[64];
};

static bool gone(pid_t pid) { return kill(pid, 0) == -1 && errno == ESRCH; }

int drop_gone(struct spool *s, time_t max) {
  if (time(NULL) - s->started > max && gone(s->pid))
    return unlink(s->path);
  return 0;
}

int drop_gone_inline(struct spool *s, time_t max) {
  if (time(NULL) - s->started > max && kill(s->pid, 0) == -1 && errno == ESRCH)
    return unlink(s->path);
  return 0;
}

int drop_answering(struct spool *s, time_t max) {
  if (time(NULL) - s->started > max && kill(s->pid, 0) != -1)
    return unlink(s->path); // EXPECT: timestamp-cleanup
  return 0;
}

int drop_old(struct spool *s, time_t max) {
  if (time(NULL) - s->started > max)
    return unlink(s->path); // EXPECT: timestamp-cleanup
  return 0;
}

int drop_empty_queue(int id, time_t max) {
  struct msqid_ds ds;
  if (msgctl(id, IPC_STAT, &ds) != 0)
    return -1;
  if (time(NULL) - ds.msg_ctime > max && ds.msg_qnum == 0)
    return msgctl(id, IPC_RMID, NULL);
  return 0;
}

int drop_old_queue(int id, time_t max) {
  struct msqid_ds ds;
  if (msgctl(id, IPC_STAT, &ds) != 0)
    return -1;
  if (time(NULL) - ds.msg_ctime > max)
    return msgctl(id, IPC_RMID, NULL); // EXPECT: timestamp-cleanup
  return 0;
}
