#ifndef PRIVFILE_H
#define PRIVFILE_H
#include <sys/stat.h>
#include <sys/types.h>

/* 0 if fd refers to the very object described by want and is still private */
int privfile_verify(int fd, const struct stat *want, uid_t owner);
int privfile_read(int fd, char *buf, size_t size);
#endif
