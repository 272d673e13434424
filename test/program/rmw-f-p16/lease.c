// STD: gnu17
#include "seat.h"
#include <string.h>

int lease_find(struct licence_pool *p, const char *user)
{
    for (int i = 0; i < p->nleases; i++)
        if (strcmp(p->leases[i].user, user) == 0)
            return i;
    return -1;
}

int lease_drop(struct licence_pool *p, int idx)
{
    int seats = p->leases[idx].seats;
    p->leases[idx] = p->leases[p->nleases - 1];
    p->nleases--;
    return seats;
}
