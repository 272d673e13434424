// STD: gnu17
#include "registry.h"

#include <stdio.h>
#include <time.h>

long long registry_now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_REALTIME, &ts);
    return (long long)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int registry_join(char *out, size_t len, const char *root, const char *name)
{
    return snprintf(out, len, "%s/%s", root, name) < (int)len ? 0 : -1;
}
