// RUN: %tocsin %s
// STD: gnu17
/* Regression: read, change and put back a document over HTTP; varied is what the request says about its tag. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void CURL;
typedef int CURLcode;
struct curl_slist { char *data; struct curl_slist *next; };
enum { CURLE_OK = 0, CURLE_HTTP_RETURNED_ERROR = 22 };
typedef enum {
    CURLOPT_WRITEDATA = 10001, CURLOPT_URL = 10002, CURLOPT_POSTFIELDS = 10015, CURLOPT_HTTPHEADER = 10023,
    CURLOPT_HEADERDATA = 10029, CURLOPT_CUSTOMREQUEST = 10036, CURLOPT_FAILONERROR = 45,
    CURLOPT_WRITEFUNCTION = 20011, CURLOPT_HEADERFUNCTION = 20079
} CURLoption;
typedef enum { CURLINFO_RESPONSE_CODE = 0x200002 } CURLINFO;
CURLcode curl_easy_setopt(CURL *h, CURLoption opt, ...);
CURLcode curl_easy_perform(CURL *h);
CURLcode curl_easy_getinfo(CURL *h, CURLINFO info, ...);
void curl_easy_reset(CURL *h);
struct curl_slist *curl_slist_append(struct curl_slist *l, const char *s);
void curl_slist_free_all(struct curl_slist *l);

struct doc { char body[4096]; size_t len; char etag[128]; };

static size_t on_body(char *p, size_t sz, size_t n, void *arg) {
    struct doc *d = arg;
    if (d->len + sz * n >= sizeof d->body)
        return 0;
    memcpy(d->body + d->len, p, sz * n);
    d->len += sz * n;
    d->body[d->len] = '\0';
    return sz * n;
}

static size_t on_header(char *p, size_t sz, size_t n, void *arg) {
    struct doc *d = arg;
    if (sz * n > 6 && strncasecmp(p, "ETag: ", 6) == 0)
        snprintf(d->etag, sizeof d->etag, "%.*s", (int)strcspn(p + 6, "\r\n"), p + 6);
    return sz * n;
}

static int fetch(CURL *h, const char *url, struct doc *d) {
    memset(d, 0, sizeof *d);
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, d);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, d);
    curl_easy_setopt(h, CURLOPT_FAILONERROR, 1L);
    return curl_easy_perform(h) == CURLE_OK ? 0 : -1;
}

static void add_one(struct doc *d) { snprintf(d->body, sizeof d->body, "%ld", strtol(d->body, NULL, 10) + 1); }

static struct curl_slist *prepare_put(CURL *h, const char *url, const char *body, const char *name, const char *tag) {
    char line[192];
    struct curl_slist *hd = NULL;
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
    if (name) {
        snprintf(line, sizeof line, "%s: %s", name, tag);
        hd = curl_slist_append(NULL, line);
        curl_easy_setopt(h, CURLOPT_HTTPHEADER, hd);
    }
    return hd;
}

static long finish(CURL *h, struct curl_slist *hd) {
    long code = -1;
    if (curl_easy_perform(h) == CURLE_OK)
        curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(hd);
    return code;
}

int bump_without_tag(CURL *h, const char *url) {
    struct doc d;
    if (fetch(h, url, &d) != 0)
        return -1;
    add_one(&d);
    prepare_put(h, url, d.body, NULL, NULL);
    return finish(h, NULL) / 100 == 2 ? 0 : -1; // EXPECT: unversioned-write
}

int bump_with_tag(CURL *h, const char *url) {
    struct doc d;
    if (fetch(h, url, &d) != 0 || !d.etag[0])
        return -1;
    add_one(&d);
    return finish(h, prepare_put(h, url, d.body, "If-Match", d.etag)) / 100 == 2 ? 0 : -1;
}

int bump_list_left_behind(CURL *h, const char *url) {
    struct doc d;
    char line[160];
    if (fetch(h, url, &d) != 0)
        return -1;
    add_one(&d);
    snprintf(line, sizeof line, "If-Match: %s", d.etag);
    struct curl_slist *hd = curl_slist_append(NULL, line);
    prepare_put(h, url, d.body, NULL, NULL);
    return finish(h, hd) / 100 == 2 ? 0 : -1; // EXPECT: unversioned-write
}

int bump_reply_unread(CURL *h, const char *url) {
    struct doc d;
    if (fetch(h, url, &d) != 0 || !d.etag[0])
        return -1;
    add_one(&d);
    finish(h, prepare_put(h, url, d.body, "If-Match", d.etag)); // EXPECT-MISS: ignored-conflict
    return 0;
}

int create_only(CURL *h, const char *url, const char *body) {
    struct doc d;
    if (fetch(h, url, &d) == 0)
        return 1;
    return finish(h, prepare_put(h, url, body, "If-None-Match", "*")) / 100 == 2 ? 0 : -1;
}

int bump_until_taken(CURL *h, const char *url) {
    struct doc d;
    long code;
    do {
        if (fetch(h, url, &d) != 0 || !d.etag[0])
            return -1;
        add_one(&d);
        code = finish(h, prepare_put(h, url, d.body, "If-Match", d.etag));
    } while (code == 412);
    return code / 100 == 2 ? 0 : -1;
}
