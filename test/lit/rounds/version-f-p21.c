// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* webdav_tasks.c - updates task files of a CalDAV server. Other clients edit
 * the same collection. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct body {
    char  *data;
    size_t len;
    char   etag[128];
};

static size_t on_data(char *p, size_t sz, size_t n, void *arg)
{
    struct body *b = arg;
    char *grown = realloc(b->data, b->len + sz * n + 1);

    if (!grown)
        return 0;
    memcpy(grown + b->len, p, sz * n);
    b->data = grown;
    b->len += sz * n;
    b->data[b->len] = '\0';
    return sz * n;
}

static size_t on_header(char *p, size_t sz, size_t n, void *arg)
{
    struct body *b = arg;
    size_t len = sz * n;

    if (len > 6 && strncasecmp(p, "ETag:", 5) == 0)
        snprintf(b->etag, sizeof b->etag, "%.*s", (int)strcspn(p + 6, "\r\n"), p + 6);
    return len;
}

static long task_get(CURL *c, const char *url, struct body *b)
{
    long code = 0;

    memset(b, 0, sizeof *b);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, b);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, b);
    if (curl_easy_perform(c) != CURLE_OK)
        return -1;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

static long task_put(CURL *c, const char *url, const char *text, const char *etag)
{
    char line[160];
    struct curl_slist *hdr = NULL;
    long code = -1;

    snprintf(line, sizeof line, "If-Match: %s", etag);
    hdr = curl_slist_append(hdr, "Content-Type: text/calendar");
    hdr = curl_slist_append(hdr, line);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, hdr);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, text);
    if (curl_easy_perform(c) == CURLE_OK)
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(hdr);
    return code;
}

static char *mark_completed(const char *ics)
{
    static const char from[] = "STATUS:NEEDS-ACTION";
    static const char to[] = "STATUS:COMPLETED";
    const char *hit = strstr(ics, from);
    char *out;

    if (!hit)
        return NULL;
    out = malloc(strlen(ics) + sizeof to);
    if (out)
        sprintf(out, "%.*s%s%s", (int)(hit - ics), ics, to, hit + sizeof from - 1);
    return out;
}

int task_complete(CURL *c, const char *url)
{
    int i;

    for (i = 0; i < 4; i++) {
        struct body b;
        char *next;
        long code = task_get(c, url, &b);

        if (code != 200 || b.etag[0] == '\0') {
            free(b.data);
            return -1;
        }
        next = mark_completed(b.data);
        free(b.data);
        if (!next)
            return 0;
        code = task_put(c, url, next, b.etag);
        free(next);
        if (code == 412)
            continue;
        return code >= 200 && code < 300 ? 0 : -1;
    }
    return -1;
}
