// STD: gnu17
#include "kv.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void page_key(char *out, size_t n, const char *title)
{
    snprintf(out, n, "wiki:page:%s", title);
}

static void lock_key(char *out, size_t n, const char *title)
{
    snprintf(out, n, "wiki:edit:%s", title);
}

int wiki_begin_edit(redisContext *rc, const char *title, const char *session)
{
    char k[200];
    lock_key(k, sizeof k, title);
    return kv_put_new(rc, k, session, 300);
}

int wiki_end_edit(redisContext *rc, const char *title, const char *session)
{
    char k[200];
    lock_key(k, sizeof k, title);
    char *owner = kv_get(rc, k);
    int ret = -1;
    if (owner && strcmp(owner, session) == 0)
        ret = kv_drop(rc, k); // EXPECT: unversioned-write
    free(owner);
    return ret;
}

int wiki_append_section(redisContext *rc, const char *title, const char *heading, const char *body)
{
    char k[200];
    page_key(k, sizeof k, title);
    char *old = kv_get(rc, k);
    size_t need = (old ? strlen(old) : 0) + strlen(heading) + strlen(body) + 16;
    char *text = malloc(need);
    if (!text) {
        free(old);
        return -1;
    }
    snprintf(text, need, "%s\n== %s ==\n%s\n", old ? old : "", heading, body);
    int ret = kv_put(rc, k, text); // EXPECT: unversioned-write
    free(text);
    free(old);
    return ret;
}

int wiki_publish_draft(redisContext *rc, const char *title, const char *user)
{
    char src[200], dst[200];
    snprintf(src, sizeof src, "wiki:draft:%s:%s", user, title);
    page_key(dst, sizeof dst, title);
    char *draft = kv_get(rc, src);
    if (!draft)
        return -1;
    int ret = kv_put(rc, dst, draft);
    free(draft);
    return ret;
}

long long wiki_count_view(redisContext *rc, const char *title)
{
    char k[200];
    snprintf(k, sizeof k, "wiki:views:%s", title);
    return kv_incr(rc, k);
}
