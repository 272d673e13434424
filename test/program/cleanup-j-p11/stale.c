// STD: gnu17
#include "volume.h"

bool volume_is_stale(const struct volume *v, time_t now, long max_age)
{
    return difftime(now, v->created_at) > (double)max_age;
}
