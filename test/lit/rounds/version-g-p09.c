// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* device twin client: read-modify-write of JSON documents over HTTP */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct doc {
    char body[4096];
    size_t len;
    char etag[80];
};

static size_t on_body(char *p, size_t sz, size_t n, void *ud)
{
    struct doc *d = ud;
    size_t take = sz * n;

    if (d->len + take >= sizeof(d->body))
        return 0;
    memcpy(d->body + d->len, p, take);
    d->len += take;
    d->body[d->len] = '\0';
    return take;
}

static size_t on_header(char *p, size_t sz, size_t n, void *ud)
{
    struct doc *d = ud;
    size_t len = sz * n;

    if (len > 6 && strncasecmp(p, "ETag: ", 6) == 0) {
        size_t v = len - 6;
        while (v && (p[6 + v - 1] == '\r' || p[6 + v - 1] == '\n'))
            v--;
        if (v < sizeof(d->etag)) {
            memcpy(d->etag, p + 6, v);
            d->etag[v] = '\0';
        }
    }
    return len;
}

static void twin_url(char *out, size_t n, const char *base, const char *dev)
{
    snprintf(out, n, "%s/twins/%s", base, dev);
}

static long twin_get(const char *url, struct doc *d)
{
    CURL *h = curl_easy_init();
    long code = -1;

    memset(d, 0, sizeof(*d));
    if (!h)
        return -1;
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, d);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, d);
    if (curl_easy_perform(h) == CURLE_OK)
        curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_cleanup(h);
    return code;
}

static int bump_field(struct doc *d, const char *field, long delta)
{
    char needle[64], out[4096], *at, *end;
    long v;

    snprintf(needle, sizeof(needle), "\"%s\":", field);
    at = strstr(d->body, needle);
    if (!at)
        return -1;
    at += strlen(needle);
    v = strtol(at, &end, 10) + delta;
    snprintf(out, sizeof(out), "%.*s%ld%s", (int)(at - d->body), d->body, v, end);
    memcpy(d->body, out, sizeof(out));
    d->len = strlen(d->body);
    return 0;
}

int twin_adjust(const char *base, const char *dev, const char *field, long delta)
{
    char url[256], match[112];
    struct curl_slist *hdrs = NULL;
    struct doc d;
    CURL *h;
    long code = -1;

    twin_url(url, sizeof(url), base, dev);
    if (twin_get(url, &d) != 200 || bump_field(&d, field, delta) < 0)
        return -1;
    h = curl_easy_init();
    if (!h)
        return -1;
    snprintf(match, sizeof(match), "If-Match: %s", d.etag);
    hdrs = curl_slist_append(hdrs, "Content-Type: application/json");
    hdrs = curl_slist_append(hdrs, match);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, d.body);
    curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE, (long)d.len);
    if (curl_easy_perform(h) == CURLE_OK) // EXPECT: unversioned-write
        curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(hdrs);
    curl_easy_cleanup(h);
    return code == 200 || code == 204 ? 0 : -1;
}
