#ifndef SWEEP_H
#define SWEEP_H
#include <time.h>

struct sweep_opts {
    time_t older_than;
    int dry_run;
};

int open_dir_strict(const char *path);
int expired(int dfd, const char *name, const struct sweep_opts *o);
long sweep(const char *path, const struct sweep_opts *o);
#endif
