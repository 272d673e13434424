// RUN: %tocsin %s
// STD: gnu17
/* dnsctl: edits zone documents through the REST interface of the DNS provider. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <x86_64-linux-gnu/curl/curl.h>

struct doc {
    char *text;
    size_t len;
    char etag[128];
};

static size_t on_body(char *p, size_t sz, size_t n, void *arg)
{
    struct doc *d = arg;
    size_t add = sz * n;
    char *t = realloc(d->text, d->len + add + 1);

    if (t == NULL)
        return 0;
    memcpy(t + d->len, p, add);
    d->text = t;
    d->len += add;
    d->text[d->len] = '\0';
    return add;
}

static size_t on_header(char *p, size_t sz, size_t n, void *arg)
{
    struct doc *d = arg;
    size_t len = sz * n;

    if (len > 6 && strncasecmp(p, "ETag: ", 6) == 0) {
        size_t v = len - 6;
        while (v > 0 && (p[6 + v - 1] == '\r' || p[6 + v - 1] == '\n'))
            v--;
        if (v >= sizeof d->etag)
            v = sizeof d->etag - 1;
        memcpy(d->etag, p + 6, v);
        d->etag[v] = '\0';
    }
    return len;
}

static int zone_fetch(CURL *h, const char *url, struct doc *d)
{
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, d);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, d);
    if (curl_easy_perform(h) != CURLE_OK)
        return -1;
    return d->etag[0] != '\0' ? 0 : -1;
}

static char *with_record(const struct doc *d, const char *record)
{
    size_t cap = d->len + strlen(record) + 2;
    char *out = malloc(cap);

    if (out != NULL)
        snprintf(out, cap, "%s%s\n", d->text ? d->text : "", record);
    return out;
}

static long put_result(CURL *h)
{
    long code = 0;

    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

int zone_add_record(CURL *h, const char *url, const char *record)
{
    struct doc d = { 0 };
    struct curl_slist *common = NULL, *cond = NULL;
    char line[160], *body;
    long code = 0;

    if (zone_fetch(h, url, &d) != 0 || (body = with_record(&d, record)) == NULL) {
        free(d.text);
        return -1;
    }
    common = curl_slist_append(common, "Content-Type: text/dns");
    snprintf(line, sizeof line, "If-Match: %s", d.etag);
    cond = curl_slist_append(cond, line);
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, common);
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
    if (curl_easy_perform(h) == CURLE_OK) // EXPECT: unversioned-write
        code = put_result(h);
    curl_slist_free_all(cond);
    curl_slist_free_all(common);
    free(body);
    free(d.text);
    return code / 100 == 2 ? 0 : -1;
}

int zone_bump_serial(CURL *h, const char *url, const char *soa)
{
    struct doc d = { 0 };
    struct curl_slist *hdr = NULL;
    char line[160], *body;
    long code = 0;
    int tries = 3;

    do {
        free(d.text);
        memset(&d, 0, sizeof d);
        if (zone_fetch(h, url, &d) != 0 || (body = with_record(&d, soa)) == NULL)
            break;
        snprintf(line, sizeof line, "If-Match: %s", d.etag);
        hdr = curl_slist_append(NULL, line);
        curl_easy_reset(h);
        curl_easy_setopt(h, CURLOPT_URL, url);
        curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(h, CURLOPT_HTTPHEADER, hdr);
        curl_easy_setopt(h, CURLOPT_POSTFIELDS, body);
        code = curl_easy_perform(h) == CURLE_OK ? put_result(h) : 0;
        curl_slist_free_all(hdr);
        free(body);
    } while (code == 412 && --tries > 0);
    free(d.text);
    return code / 100 == 2 ? 0 : -1;
}
