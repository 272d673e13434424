#ifndef SPOOL_H
#define SPOOL_H

typedef struct spool {
    const char *dir;
    int lockfd;
} spool_t;

int spool_lock(spool_t *sp);
void spool_unlock(spool_t *sp);

#endif
