#ifndef LOCKFILE_H
#define LOCKFILE_H

struct seat_lock {
    char path[256];
    int held;
};

int seat_acquire(struct seat_lock *l, const char *dir, int seat, int tries);
void seat_release(struct seat_lock *l);
#endif
