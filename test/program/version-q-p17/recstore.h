#ifndef RECSTORE_H
#define RECSTORE_H

#include <pthread.h>
#include <stdint.h>

#define REC_SLOTS 64

enum rec_err {
    REC_OK = 0,
    REC_NOENT = -1,
    REC_CONFLICT = -2,
    REC_FULL = -3,
};

struct rec {
    char name[32];
    int64_t level;
    int64_t reserved;
    uint64_t revision;
};

struct rec_store;

struct rec_ops {
    int (*get)(struct rec_store *s, const char *name, struct rec *out);
    int (*put)(struct rec_store *s, const struct rec *r, uint64_t expected_rev);
};

struct rec_store {
    const struct rec_ops *ops;
    pthread_mutex_t mu;
    struct rec slot[REC_SLOTS];
    int used;
    int journal_fd;
};

extern const struct rec_ops rec_memory_ops;
extern const struct rec_ops rec_journal_ops;

int rec_get(struct rec_store *s, const char *name, struct rec *out);
int rec_put(struct rec_store *s, const struct rec *r, uint64_t expected_rev);
struct rec *rec_find_locked(struct rec_store *s, const char *name);

int tank_fill(struct rec_store *s, const char *name, int64_t litres);
int tank_transfer(struct rec_store *s, const char *from, const char *to, int64_t litres);
int tank_reserve(struct rec_store *s, const char *name, int64_t litres);

#endif
