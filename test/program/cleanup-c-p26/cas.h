#ifndef CAS_H
#define CAS_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#define CAS_HASHLEN 64

struct cas_blob {
    char   hash[CAS_HASHLEN + 1];
    time_t stored;
    off_t  size;
};

/* age.c */
bool blob_is_old(const struct cas_blob *b, time_t cutoff);
int  blob_stat(const char *root, const char *hash, struct cas_blob *out);

/* claims.c: readers and writers claim a hash before touching its file */
int  claim_take(const char *hash);
void claim_drop(int slot);
void claims_lock(void);
void claims_unlock(void);
bool claim_held(const char *hash);

/* gc.c */
long cas_collect(const char *root, long max_age);

#endif
