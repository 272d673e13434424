#ifndef FSUTIL_H
#define FSUTIL_H
#include <stdbool.h>
#include <stddef.h>
bool path_is_plain(const char *path);
int  write_all(int fd, const void *buf, size_t len);
#endif
