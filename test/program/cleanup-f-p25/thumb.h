#ifndef THUMB_H
#define THUMB_H

#include <stddef.h>
#include <time.h>

#define THUMB_NAME_MAX 64

/* claim.c */
int claim_try(const char *name);
void claim_wait(const char *name);
void claim_drop(const char *name);

/* render.c */
int thumb_send(const char *dir, const char *name, int out);

/* expire.c */
int thumbs_expire(const char *dir, time_t older_than);

#endif
