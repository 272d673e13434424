// STD: gnu17
/* Tenant admin: quotas and ring membership. */
#include "zkstore.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void quota_node(char *out, size_t cap, const char *tenant)
{
    snprintf(out, cap, "quota/%s", tenant);
}

int tenant_grow(struct zkstore *s, const char *tenant, long extra_mb)
{
    char node[128], body[64];
    int rc;

    quota_node(node, sizeof(node), tenant);
    rc = zks_get(s, node, body, sizeof(body), NULL);
    if (rc == -ENOENT) {
        snprintf(body, sizeof(body), "%ld", extra_mb);
        return zks_make(s, node, body);
    }
    if (rc)
        return rc;
    long mb = strtol(body, NULL, 10) + extra_mb;
    snprintf(body, sizeof(body), "%ld", mb);
    return zks_put(s, node, body); // EXPECT: unversioned-write
}

int tenant_shrink(struct zkstore *s, const char *tenant, long less_mb)
{
    char node[128], body[64];
    int32_t at;
    int rc;

    quota_node(node, sizeof(node), tenant);
    do {
        rc = zks_get(s, node, body, sizeof(body), &at);
        if (rc)
            return rc;
        long mb = strtol(body, NULL, 10);
        if (mb < less_mb)
            return -EDQUOT;
        snprintf(body, sizeof(body), "%ld", mb - less_mb);
        rc = zks_put_at(s, node, body, at);
    } while (rc == -ESTALE);
    return rc;
}

/* Members register below ring/<name>; the body of the ring node caches their list. */
int ring_note_member(struct zkstore *s, const char *ring, const char *member)
{
    char node[128], body[2048];
    int32_t mark;
    int rc;

    snprintf(node, sizeof(node), "ring/%s", ring);
    rc = zks_children_mark(s, node, body, sizeof(body), &mark);
    if (rc)
        return rc;
    if (strlen(body) + strlen(member) + 2 > sizeof(body))
        return -ENOSPC;
    strcat(body, ",");
    strcat(body, member);
    return zks_put_at(s, node, body, mark); // EXPECT: unversioned-write
}

/* The whole text comes from the operator; nothing read from the node goes into it. */
int tenant_set_banner(struct zkstore *s, const char *tenant, const char *text)
{
    char node[128];
    snprintf(node, sizeof(node), "banner/%s", tenant);
    return zks_put(s, node, text);
}
