#ifndef QUEUE_H
#define QUEUE_H
int qlock_acquire(const char *path);
void qlock_release(int fd, const char *path);
int qdir_ensure(const char *path);
int qmark_once(const char *path);
#endif
