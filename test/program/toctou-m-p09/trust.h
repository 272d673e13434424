#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>
#include <sys/stat.h>

/* Owned by root (or us) and not writable by anybody else. */
bool stat_trusted(const struct stat *st);
bool path_trusted(const char *path);

/* The descriptor refers to a trusted regular file. */
bool fd_trusted(int fd);

/* Opens a file and verifies what was opened; -1 when it is not to be used. */
int open_trusted(const char *path);

bool path_present(const char *path);

#endif
