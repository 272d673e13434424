// STD: gnu17
/* Replica placement: runs in every controller of the cluster. */
#include "coord.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RETRIES 6

static int append_member(char *list, size_t cap, const char *node)
{
    size_t n = strlen(list);
    if (strstr(list, node))
        return 0;
    if (n + strlen(node) + 2 > cap)
        return -1;
    snprintf(list + n, cap - n, "%s%s", n ? "," : "", node);
    return 1;
}

int placement_join(struct coord *c, const char *group, const char *node)
{
    char members[512];
    int rc = coord_get(c, group, members, sizeof members, NULL);
    if (rc == ZNONODE)
        return coord_add(c, group, node);
    if (rc != ZOK)
        return rc;
    switch (append_member(members, sizeof members, node)) {
    case 0: return ZOK;
    case -1: return ZBADARGUMENTS;
    }
    return coord_put(c, group, members); // EXPECT: unversioned-write
}

int placement_join_strict(struct coord *c, const char *group, const char *node)
{
    for (int i = 0; i < RETRIES; i++) {
        char members[512];
        int version;
        int rc = coord_get(c, group, members, sizeof members, &version);
        if (rc != ZOK)
            return rc;
        int how = append_member(members, sizeof members, node);
        if (how <= 0)
            return how == 0 ? ZOK : ZBADARGUMENTS;
        rc = coord_put_at(c, group, members, version);
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZBADVERSION;
}

/* Raises the group's term. A group that was never written starts at term 1. */
int placement_bump_term(struct coord *c, const char *key, long *term)
{
    char cur[32] = "0";
    char next[32];
    int version;
    int rc = coord_get(c, key, cur, sizeof cur, &version);
    if (rc != ZOK && rc != ZNONODE)
        return rc;
    *term = strtol(cur, NULL, 10) + 1;
    snprintf(next, sizeof next, "%ld", *term);
    if (rc == ZNONODE)
        return coord_add(c, key, next);
    return coord_put_at(c, key, next, version); // EXPECT-NOISE: unversioned-write
}

int placement_bump_minor(struct coord *c, const char *key, int checked, long *minor)
{
    char cur[32];
    char next[32];
    int seen = -1, version = -1;
    int rc = coord_get(c, key, cur, sizeof cur, &seen);
    if (rc != ZOK)
        return rc;
    if (checked)
        version = seen;
    *minor = strtol(cur, NULL, 10) + 1;
    snprintf(next, sizeof next, "%ld", *minor);
    return coord_put_at(c, key, next, version); // EXPECT: unversioned-write
}

/* Operators replace the whole comment; nothing of the old one is kept. */
int placement_set_comment(struct coord *c, const char *key, const char *text)
{
    return coord_put(c, key, text);
}

int placement_rename(const struct doc_ops *ops, void *store, const char *doc, const char *title)
{
    char text[200], out[256];
    long rev;
    int rc = ops->fetch(store, doc, text, sizeof text, &rev);
    if (rc != DOC_OK)
        return rc;
    char *nl = strchr(text, '\n');
    snprintf(out, sizeof out, "%.40s\n%s", title, nl ? nl + 1 : "");
    return ops->replace(store, doc, out, rev);
}
