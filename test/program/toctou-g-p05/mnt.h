#ifndef MNT_H
#define MNT_H
#include <sys/types.h>

struct mnt_req {
    const char *device;
    const char *point;
    const char *fstype;
    unsigned long flags;
};

void fatal(int code, const char *fmt, ...) __attribute__((noreturn, format(printf, 2, 3)));
int point_belongs_to(const char *point, uid_t uid);
int device_listed(const char *device);
#endif
