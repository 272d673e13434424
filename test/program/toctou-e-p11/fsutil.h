#ifndef FSUTIL_H
#define FSUTIL_H
#include <stdio.h>

int have_path(const char *path);
FILE *xfopen(const char *path, const char *mode);
char *join_path(const char *dir, const char *leaf);
void write_line(FILE *fp, const char *key, const char *value);
#endif
