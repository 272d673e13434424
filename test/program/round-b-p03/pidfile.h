#ifndef PIDFILE_H
#define PIDFILE_H

#include <sys/types.h>

/* 1: somebody left a pid file, 0: none */
int pidfile_present(const char *path);
/* 0 on success */
int pidfile_store(const char *path, pid_t pid);
void pidfile_drop(const char *path);

#endif
