#ifndef IDALLOC_H
#define IDALLOC_H
#include <stdint.h>
#include "zkstore.h"

struct idalloc { struct zkstore *store; int64_t next, limit; };

int idalloc_refill(struct idalloc *a, int64_t want);
int idalloc_set_ceiling(struct zkstore *s, int64_t ceiling);
int roster_join(struct zkstore *s, const char *member);
int roster_heartbeat(struct zkstore *s, const char *member, long now);
#endif
