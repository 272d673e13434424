// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* fleetsync - keeps the site profile on the management server in step with
 * the devices this gateway has adopted.  One gateway per floor, all of them
 * work on the same site profile. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct membuf {
    char *data;
    size_t len;
};

struct sync_ctx {
    CURL *easy;
    char token[160];
    char etag[96];
};

static size_t on_body(char *p, size_t sz, size_t n, void *ud)
{
    struct membuf *b = ud;
    size_t add = sz * n;
    char *np = realloc(b->data, b->len + add + 1);
    if (!np)
        return 0;
    memcpy(np + b->len, p, add);
    b->data = np;
    b->len += add;
    b->data[b->len] = '\0';
    return add;
}

static size_t on_header(char *p, size_t sz, size_t n, void *ud)
{
    struct sync_ctx *c = ud;
    size_t len = sz * n;
    if (len > 6 && strncasecmp(p, "ETag:", 5) == 0)
        snprintf(c->etag, sizeof c->etag, "%.*s", (int)(len - 8), p + 6);
    return len;
}

static struct curl_slist *base_headers(const struct sync_ctx *c)
{
    struct curl_slist *h = curl_slist_append(NULL, "Content-Type: application/json");
    return curl_slist_append(h, c->token);
}

static int fetch_profile(struct sync_ctx *c, const char *url, struct membuf *out)
{
    long code = 0;
    c->etag[0] = '\0';
    curl_easy_reset(c->easy);
    curl_easy_setopt(c->easy, CURLOPT_URL, url);
    curl_easy_setopt(c->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c->easy, CURLOPT_WRITEDATA, out);
    curl_easy_setopt(c->easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c->easy, CURLOPT_HEADERDATA, c);
    if (curl_easy_perform(c->easy) != CURLE_OK)
        return -1;
    curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &code);
    return code == 200 ? 0 : -1;
}

/* {"devices":["a","b"]}  ->  {"devices":["a","b","serial"]} */
static char *with_device(const char *doc, const char *serial)
{
    const char *close = strrchr(doc, ']');
    size_t cap = strlen(doc) + strlen(serial) + 8;
    char *out = close ? malloc(cap) : NULL;
    if (out)
        snprintf(out, cap, "%.*s,\"%s\"%s", (int)(close - doc), doc, serial, close);
    return out;
}

int fleetsync_adopt(struct sync_ctx *c, const char *url, const char *serial)
{
    struct membuf cur = {0};
    struct curl_slist *hdrs, *cond = NULL;
    char match[128];
    char *body;
    long code = 0;
    CURLcode rc;

    if (fetch_profile(c, url, &cur) != 0) {
        free(cur.data);
        return -1;
    }
    body = with_device(cur.data, serial);
    free(cur.data);
    if (!body)
        return -1;

    hdrs = base_headers(c);
    snprintf(match, sizeof match, "If-Match: %s", c->etag);
    cond = curl_slist_append(cond, match);

    curl_easy_reset(c->easy);
    curl_easy_setopt(c->easy, CURLOPT_URL, url);
    curl_easy_setopt(c->easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c->easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(c->easy, CURLOPT_HTTPHEADER, hdrs);
    rc = curl_easy_perform(c->easy); // EXPECT: unversioned-write
    if (rc == CURLE_OK)
        curl_easy_getinfo(c->easy, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(cond);
    curl_slist_free_all(hdrs);
    free(body);
    if (code == 412)
        return 1;
    return code >= 200 && code < 300 ? 0 : -1;
}

int main(int argc, char **argv)
{
    struct sync_ctx c = {0};
    int rc;
    if (argc < 3)
        return 2;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    c.easy = curl_easy_init();
    snprintf(c.token, sizeof c.token, "Authorization: Bearer %s", getenv("FLEET_TOKEN") ? getenv("FLEET_TOKEN") : "");
    rc = fleetsync_adopt(&c, argv[1], argv[2]);
    curl_easy_cleanup(c.easy);
    return rc;
}
