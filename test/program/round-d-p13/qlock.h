#ifndef QLOCK_H
#define QLOCK_H
struct qlock { int fd; };
int  qlock_take(struct qlock *l, const char *lockfile);
void qlock_drop(struct qlock *l);
int  queue_reset(const char *index);
#endif
