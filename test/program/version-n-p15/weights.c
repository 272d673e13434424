// STD: gnu17
#include "zkconf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int weights_scale(struct zkconf *zc, const char *name, int percent)
{
    char buf[64];
    int len = sizeof buf - 1;
    int rc = zkconf_load(zc, name, buf, &len, NULL);
    long w;

    if (rc != ZOK)
        return rc;
    buf[len > 0 ? len : 0] = '\0';
    w = strtol(buf, NULL, 10);
    w = w * percent / 100;
    if (w < 1)
        w = 1;
    len = snprintf(buf, sizeof buf, "%ld", w);
    return zkconf_store(zc, name, buf, len); // EXPECT: unversioned-write
}

int members_add(struct zkconf *zc, const char *name, const char *member)
{
    char buf[1024];
    int rc;

    do {
        int len = (int)(sizeof buf - strlen(member) - 2);
        int version = 0;

        rc = zkconf_load(zc, name, buf, &len, &version);
        if (rc != ZOK)
            return rc;
        buf[len > 0 ? len : 0] = '\0';
        if (strstr(buf, member))
            return ZOK;
        strcat(buf, " ");
        strcat(buf, member);
        rc = zkconf_replace(zc, name, buf, (int)strlen(buf), version);
    } while (rc == ZBADVERSION);
    return rc;
}
