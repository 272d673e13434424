// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Client side of the device document service (CouchDB-style HTTP API).
 * Documents are small JSON objects, addressed by device serial. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DOC_MAX 8192

struct doc {
    char   url[256];
    char   etag[96];
    char   body[DOC_MAX];
    size_t len;
};

static size_t on_header(char *p, size_t sz, size_t n, void *arg)
{
    struct doc *d = arg;
    size_t len = sz * n;

    if (len > 6 && strncasecmp(p, "etag:", 5) == 0) {
        size_t i = 5, o = 0;
        while (i < len && p[i] == ' ')
            i++;
        while (i < len && p[i] != '\r' && p[i] != '\n' && o + 1 < sizeof(d->etag))
            d->etag[o++] = p[i++];
        d->etag[o] = '\0';
    }
    return len;
}

static size_t on_body(char *p, size_t sz, size_t n, void *arg)
{
    struct doc *d = arg;
    size_t len = sz * n;

    if (d->len + len >= sizeof(d->body))
        return 0;
    memcpy(d->body + d->len, p, len);
    d->len += len;
    d->body[d->len] = '\0';
    return len;
}

static int doc_fetch(CURL *c, struct doc *d)
{
    long code = 0;

    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, d->url);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, d);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, d);
    if (curl_easy_perform(c) != CURLE_OK)
        return -1;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    return code == 200 ? 0 : -1;
}

/* Replace the number behind "key": in a flat JSON object. */
static int json_add(struct doc *d, const char *key, long delta)
{
    char tail[DOC_MAX];
    char *p = strstr(d->body, key), *end;
    long v;

    if (!p || !(p = strchr(p, ':')))
        return -1;
    v = strtol(p + 1, &end, 10) + delta;
    snprintf(tail, sizeof(tail), "%s", end);
    d->len = (size_t)(p - d->body) +
             (size_t)snprintf(p, (size_t)(d->body + sizeof(d->body) - p), ":%ld%s", v, tail);
    return 0;
}

/* Add metered kWh to the device document. */
int meter_credit(CURL *c, const char *base, const char *serial, long kwh)
{
    struct doc d = {0};
    struct curl_slist *hdr = NULL;
    char cond[128];
    long code = 0;
    CURLcode rc;

    snprintf(d.url, sizeof(d.url), "%s/meters/%s", base, serial);
    if (doc_fetch(c, &d) != 0 || json_add(&d, "\"kwh\"", kwh) != 0)
        return -1;

    snprintf(cond, sizeof(cond), "If-Match: %s", d.etag);
    hdr = curl_slist_append(hdr, "Content-Type: application/json");
    hdr = curl_slist_append(hdr, cond);

    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, d.url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, d.body);
    rc = curl_easy_perform(c); // EXPECT: unversioned-write
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(hdr);
    return rc == CURLE_OK && code < 300 ? 0 : -1;
}

/* Count a maintenance visit; retries while another technician's client wins. */
int meter_visit(CURL *c, const char *base, const char *serial)
{
    int tries;

    for (tries = 0; tries < 5; tries++) {
        struct doc d = {0};
        struct curl_slist *hdr = NULL;
        char cond[128];
        long code = 0;
        CURLcode rc;

        snprintf(d.url, sizeof(d.url), "%s/meters/%s", base, serial);
        if (doc_fetch(c, &d) != 0 || !d.etag[0] || json_add(&d, "\"visits\"", 1) != 0)
            return -1;
        snprintf(cond, sizeof(cond), "If-Match: %s", d.etag);
        hdr = curl_slist_append(hdr, cond);
        curl_easy_reset(c);
        curl_easy_setopt(c, CURLOPT_URL, d.url);
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, hdr);
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, d.body);
        rc = curl_easy_perform(c);
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
        curl_slist_free_all(hdr);
        if (rc != CURLE_OK)
            return -1;
        if (code != 412)
            return code < 300 ? 0 : -1;
    }
    return -1;
}
