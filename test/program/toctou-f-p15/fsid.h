#ifndef FSID_H
#define FSID_H
#include <sys/stat.h>

int same_object(const struct stat *a, const struct stat *b);
int acceptable(const struct stat *st, uid_t owner);

#endif
