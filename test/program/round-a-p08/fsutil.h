#ifndef FSUTIL_H
#define FSUTIL_H

#include <sys/types.h>

int have_dir(const char *path);
void xmkdir(const char *path, mode_t mode);
void die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
