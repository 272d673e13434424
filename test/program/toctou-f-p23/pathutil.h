#ifndef BATCH_PATHUTIL_H
#define BATCH_PATHUTIL_H
#include <stdbool.h>

bool path_exists(const char *path);
long path_age(const char *path);

#endif
