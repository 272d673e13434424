// RUN: %tocsin %s
// STD: gnu17
// A lock of a file keeps other processes out; memory has locks of its own.
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>
struct spool {
  struct spool *next;
  const char *path;
  int fd;
};
struct post {
  pthread_mutex_t mu;
  int letters;
};
int openAll(struct spool *first) {
  for (struct spool *s = first; s; s = s->next) {
    s->fd = open(s->path, O_RDWR);
    struct flock lock = {.l_type = F_WRLCK};
    if (fcntl(s->fd, F_SETLK, &lock) < 0)
      return -1;
    lock.l_type = F_UNLCK;
    fcntl(s->fd, F_SETLK, &lock);
  }
  return 0;
}
void count(struct post *p) {
  pthread_mutex_lock(&p->mu);
  int n = p->letters;
  pthread_mutex_unlock(&p->mu);
  p->letters = n + 1; // EXPECT: lost-update
}
void countRight(struct post *p) {
  pthread_mutex_lock(&p->mu);
  p->letters++;
  pthread_mutex_unlock(&p->mu);
}
