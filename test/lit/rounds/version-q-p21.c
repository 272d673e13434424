// RUN: %tocsin %s
// STD: gnu17
/* Policy push to the firewall manager's REST interface. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* libcurl */
typedef void CURL;
typedef int CURLcode;
typedef int CURLoption;
typedef int CURLINFO;
struct curl_slist;
#define CURLE_OK 0
#define CURLOPT_WRITEDATA 10001
#define CURLOPT_URL 10002
#define CURLOPT_POSTFIELDS 10015
#define CURLOPT_HTTPHEADER 10023
#define CURLOPT_HEADERDATA 10029
#define CURLOPT_CUSTOMREQUEST 10036
#define CURLOPT_WRITEFUNCTION 20011
#define CURLOPT_HEADERFUNCTION 20079
#define CURLINFO_RESPONSE_CODE 0x200002
CURL *curl_easy_init(void);
void curl_easy_reset(CURL *curl);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *curl);
CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...);
struct curl_slist *curl_slist_append(struct curl_slist *list, const char *data);
void curl_slist_free_all(struct curl_slist *list);

struct policy {
    char url[256];
    char etag[80];
    char body[8192];
    size_t len;
};

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
    struct policy *p = arg;
    size_t len = size * n;

    if (len >= sizeof p->body - p->len)
        return 0;
    memcpy(p->body + p->len, data, len);
    p->len += len;
    p->body[p->len] = '\0';
    return len;
}

static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
    struct policy *p = arg;
    size_t len = size * n;

    if (len > 6 && strncasecmp(data, "ETag: ", 6) == 0)
        snprintf(p->etag, sizeof p->etag, "%.*s", (int)strcspn(data + 6, "\r\n"), data + 6);
    return len;
}

static int http_status(CURL *c)
{
    long code = 0;

    if (curl_easy_perform(c) != CURLE_OK)
        return -EIO;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    if (code == 412)
        return -ESTALE;
    return code >= 200 && code < 300 ? 0 : -EREMOTEIO;
}

static int policy_fetch(CURL *c, struct policy *p)
{
    p->len = 0;
    p->etag[0] = p->body[0] = '\0';
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, p->url);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, p);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, p);
    int rc = http_status(c);
    return rc == 0 && p->etag[0] == '\0' ? -EPROTO : rc;
}

static int policy_append(struct policy *p, const char *rule)
{
    int n = snprintf(p->body + p->len, sizeof p->body - p->len, "%s\n", rule);

    if (n < 0 || (size_t)n >= sizeof p->body - p->len)
        return -ENOSPC;
    p->len += (size_t)n;
    return 0;
}

int policy_add_rule(CURL *c, struct policy *p, const char *rule)
{
    char match[100];
    int rc;

    do {
        struct curl_slist *hdr = NULL;

        rc = policy_fetch(c, p);
        if (rc == 0)
            rc = policy_append(p, rule);
        if (rc != 0)
            return rc;
        snprintf(match, sizeof match, "If-Match: %s", p->etag);
        hdr = curl_slist_append(hdr, "Content-Type: text/plain");
        hdr = curl_slist_append(hdr, match);
        curl_easy_reset(c);
        curl_easy_setopt(c, CURLOPT_URL, p->url);
        curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(c, CURLOPT_HTTPHEADER, hdr);
        curl_easy_setopt(c, CURLOPT_POSTFIELDS, p->body);
        rc = http_status(c);
        curl_slist_free_all(hdr);
    } while (rc == -ESTALE);
    return rc;
}

int policy_drop_first_rule(CURL *c, struct policy *p)
{
    struct curl_slist *hdr = NULL;
    char match[100], *rest;
    long code = 0;
    int rc = policy_fetch(c, p);

    if (rc != 0)
        return rc;
    rest = strchr(p->body, '\n');
    if (!rest)
        return -ENOENT;
    snprintf(match, sizeof match, "If-Match: %s", p->etag);
    hdr = curl_slist_append(hdr, match);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, p->url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, rest + 1);
    rc = curl_easy_perform(c) == CURLE_OK ? 0 : -EIO; // EXPECT: unversioned-write
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(hdr);
    if (rc == 0 && code == 412)
        rc = -ESTALE;
    return rc == 0 && code >= 300 ? -EREMOTEIO : rc;
}
