#ifndef RINGREG_H
#define RINGREG_H

#include <sys/types.h>

#define RING_NAME_MAX 64

/* First page of every ring in /dev/shm. */
struct ring_head {
    unsigned magic;
    pid_t producer;
    unsigned long long producer_start; /* field 22 of /proc/PID/stat */
    long long created;                 /* CLOCK_BOOTTIME, seconds */
};

#define RING_MAGIC 0x52494e47u

int ring_create(const char *name, unsigned long bytes);
int ring_peek(const char *name, struct ring_head *out);
long long boot_seconds(void);
int proc_start_time(pid_t pid, unsigned long long *out);
int rings_reclaim(const char *prefix, long long min_age);

#endif
