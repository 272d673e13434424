// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* dnsedit - edits zone documents behind an HTTP API; several operators and a nightly job use it. */
#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct buf {
    char *p;
    size_t n;
};

struct doc {
    struct buf body;
    char etag[128];
};

static size_t on_body(char *p, size_t sz, size_t n, void *arg)
{
    struct buf *b = arg;
    char *q = realloc(b->p, b->n + sz * n + 1);

    if (!q)
        return 0;
    memcpy(q + b->n, p, sz * n);
    b->p = q;
    b->n += sz * n;
    q[b->n] = '\0';
    return sz * n;
}

static size_t on_header(char *p, size_t sz, size_t n, void *arg)
{
    struct doc *d = arg;
    size_t len = sz * n;

    if (len > 5 && !strncasecmp(p, "etag:", 5)) {
        size_t i = 5, j = len;

        while (i < j && isspace((unsigned char)p[i]))
            i++;
        while (j > i && isspace((unsigned char)p[j - 1]))
            j--;
        snprintf(d->etag, sizeof d->etag, "%.*s", (int)(j - i), p + i);
    }
    return len;
}

static long finish(CURL *c)
{
    long code = -1;
    CURLcode rc = curl_easy_perform(c);

    if (rc == CURLE_OK)
        curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    else
        fprintf(stderr, "dnsedit: %s\n", curl_easy_strerror(rc));
    return code;
}

static long doc_get(CURL *c, const char *url, struct doc *d)
{
    memset(d, 0, sizeof *d);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &d->body);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, d);
    return finish(c);
}

static long doc_send(CURL *c, const char *url, const char *text, const char *condition)
{
    struct curl_slist *h = curl_slist_append(NULL, "Content-Type: text/dns");
    long code;

    if (condition)
        h = curl_slist_append(h, condition);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, text);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    code = finish(c);
    curl_slist_free_all(h);
    return code;
}

static int zone_append(CURL *c, const char *url, const char *record)
{
    for (int i = 0; i < 6; i++) {
        struct doc d;
        char cond[160], *text = NULL;
        long code = doc_get(c, url, &d);

        if (code == 404) {
            code = doc_send(c, url, record, "If-None-Match: *");
        } else if (code == 200 && d.etag[0] && asprintf(&text, "%s%s\n", d.body.p ? d.body.p : "", record) >= 0) {
            snprintf(cond, sizeof cond, "If-Match: %s", d.etag);
            code = doc_send(c, url, text, cond);
        } else {
            code = -1;
        }
        free(text);
        free(d.body.p);
        if (code / 100 == 2)
            return 0;
        if (code != 412)
            return -EIO;
    }
    return -EAGAIN;
}

/* Keeps yesterday's text under a second name before the nightly job runs. */
static int zone_backup(CURL *c, const char *url)
{
    struct doc d;
    char copy[512];
    long code = doc_get(c, url, &d);

    if (code == 200) {
        snprintf(copy, sizeof copy, "%s.previous", url);
        code = doc_send(c, copy, d.body.p ? d.body.p : "", NULL);
    }
    free(d.body.p);
    return code / 100 == 2 ? 0 : -EIO;
}

/* The operator's complete file takes the place of whatever is there. */
static int zone_import(CURL *c, const char *url, const char *file)
{
    FILE *f = fopen(file, "re");
    char text[65536];
    size_t n;

    if (!f)
        return -errno;
    n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    return doc_send(c, url, text, NULL) / 100 == 2 ? 0 : -EIO;
}

int main(int argc, char **argv)
{
    CURL *c;
    int rc;

    if (argc < 4 || curl_global_init(CURL_GLOBAL_DEFAULT) || !(c = curl_easy_init()))
        return EXIT_FAILURE;
    rc = zone_backup(c, argv[2]);
    if (!rc && !strcmp(argv[1], "add"))
        rc = zone_append(c, argv[2], argv[3]);
    else if (!rc && !strcmp(argv[1], "import"))
        rc = zone_import(c, argv[2], argv[3]);
    curl_easy_cleanup(c);
    return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
