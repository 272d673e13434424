#ifndef FSUTIL_H
#define FSUTIL_H
#include <sys/types.h>
/* 1 = ordinary file with a single name, 0 = something else, <0 = error */
int is_plain_file(const char *path);
int rotate_log(const char *path, off_t limit, off_t current);
#endif
