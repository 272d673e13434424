// STD: gnu17
#include "snapshot.h"

#define DEFAULT_RETENTION (7L * 86400)
#define GRACE             3600

bool snapshot_past_retention(const struct snapshot *s, time_t now)
{
    long keep = s->retention > 0 ? s->retention : DEFAULT_RETENTION;

    return s->created + keep + GRACE < now;
}
