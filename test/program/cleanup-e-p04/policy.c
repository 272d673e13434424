// STD: gnu17
#include "recording.h"

int recording_past_retention(const struct archive *a, const struct recording *r)
{
    time_t horizon = time(NULL) - (time_t)a->retention_days * 86400;

    return r->started < horizon;
}

unsigned long archive_quota_used(const struct archive *a)
{
    const struct recording *r;
    unsigned long sum = 0;

    for (r = a->head; r != NULL; r = r->next)
        sum += r->bytes;
    return sum;
}
