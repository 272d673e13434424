// STD: gnu17
#include "http.h"
#include <stdio.h>
#include <string.h>

static void locate(struct doc *d, const char *base, const char *list)
{
    snprintf(d->url, sizeof d->url, "%s/playlists/%s", base, list);
}

int playlist_add_track(CURL *c, const char *base, const char *list, const char *track)
{
    struct doc d;
    locate(&d, base, list);
    for (int i = 0; i < 3; i++) {
        if (doc_get(c, &d) != 0)
            return -1;
        char *end = strrchr(d.body, ']');
        if (!end || d.len + strlen(track) + 8 >= sizeof d.body)
            return -1;
        size_t off = (size_t)(end - d.body);
        d.len = off + (size_t)snprintf(end, sizeof d.body - off, ",\"%s\"]", track);
        int rc = doc_put(c, &d);
        if (rc != 1)
            return rc;
    }
    return 1;
}

int playlist_delete_if_empty(CURL *c, const char *base, const char *list)
{
    struct doc d;
    locate(&d, base, list);
    if (doc_get(c, &d) != 0)
        return -1;
    if (strcmp(d.body, "[]") != 0)
        return 1;
    return doc_delete(c, &d);
}
