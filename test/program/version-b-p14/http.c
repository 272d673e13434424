// STD: gnu17
#include "http.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static size_t on_body(char *p, size_t sz, size_t n, void *ud)
{
    struct doc *d = ud;
    size_t len = sz * n;
    if (d->len + len >= sizeof d->body)
        return 0;
    memcpy(d->body + d->len, p, len);
    d->len += len;
    d->body[d->len] = '\0';
    return len;
}

static size_t on_header(char *p, size_t sz, size_t n, void *ud)
{
    struct doc *d = ud;
    size_t len = sz * n;
    if (len > 6 && strncasecmp(p, "ETag: ", 6) == 0) {
        size_t m = len - 6;
        while (m && (p[6 + m - 1] == '\r' || p[6 + m - 1] == '\n'))
            m--;
        if (m < sizeof d->etag) {
            memcpy(d->etag, p + 6, m);
            d->etag[m] = '\0';
        }
    }
    return len;
}

static int perform(CURL *c)
{
    long code = 0;
    if (curl_easy_perform(c) != CURLE_OK)
        return -1;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    if (code == 412)
        return 1;
    return code >= 200 && code < 300 ? 0 : -1;
}

int doc_get(CURL *c, struct doc *d)
{
    d->len = 0;
    d->etag[0] = '\0';
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, d->url);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, d);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, d);
    return perform(c);
}

static struct curl_slist *match_header(const struct doc *d)
{
    char line[128];
    snprintf(line, sizeof line, "If-Match: %s", d->etag);
    return curl_slist_append(NULL, line);
}

int doc_put(CURL *c, const struct doc *d)
{
    struct curl_slist *h = match_header(d);
    h = curl_slist_append(h, "Content-Type: application/json");
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, d->url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, d->body);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)d->len);
    int rc = perform(c); // EXPECT: unversioned-write
    curl_slist_free_all(h);
    return rc;
}

int doc_delete(CURL *c, const struct doc *d)
{
    struct curl_slist *h = match_header(d);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, d->url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "DELETE");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    int rc = perform(c);
    curl_slist_free_all(h);
    return rc;
}
