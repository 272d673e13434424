#ifndef TIDY_H
#define TIDY_H
#include <sys/types.h>
#include <sys/stat.h>
#include <time.h>

struct tidy_rule {
    const char *root;
    long days;
    int dirs;
};

extern unsigned long tidy_files, tidy_dirs, tidy_failed;

void tidy_set_cutoff(time_t cutoff);
int tidy_is_old(const struct stat *sb);
int tidy_run(const struct tidy_rule *r);
int tidy_load(const char *conf, struct tidy_rule *rules, int max);
#endif
