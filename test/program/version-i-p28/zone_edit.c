// STD: gnu17
#include "dnsreg.h"

#include <string.h>

int zone_put_record(char *zone, int len, size_t cap, const char *record)
{
    size_t n = strlen(record);
    if ((size_t)len + n + 1 > cap)
        return -1;
    memcpy(zone + len, record, n);
    zone[len + (int)n] = '\n';
    return len + (int)n + 1;
}

int zone_cut_record(char *zone, int len, const char *record)
{
    size_t n = strlen(record);
    for (int i = 0; i + (int)n < len; i++) {
        if ((i == 0 || zone[i - 1] == '\n') && memcmp(zone + i, record, n) == 0 && zone[i + (int)n] == '\n') {
            memmove(zone + i, zone + i + n + 1, (size_t)len - (size_t)i - n - 1);
            return len - (int)n - 1;
        }
    }
    return len;
}
