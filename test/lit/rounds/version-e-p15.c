// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* docsync.c - writes edited notes back to the document server (CouchDB-like REST) */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct note {
    char etag[80];
    char *body;
    size_t len;
};

static size_t on_header(char *p, size_t sz, size_t n, void *arg)
{
    struct note *nt = arg;
    size_t len = sz * n;

    if (len > 6 && strncasecmp(p, "ETag:", 5) == 0) {
        size_t i = 5, j = 0;
        while (i < len && (p[i] == ' ' || p[i] == '\t'))
            i++;
        while (i < len && p[i] != '\r' && p[i] != '\n' && j < sizeof(nt->etag) - 1)
            nt->etag[j++] = p[i++];
        nt->etag[j] = '\0';
    }
    return len;
}

static size_t on_body(char *p, size_t sz, size_t n, void *arg)
{
    struct note *nt = arg;
    size_t len = sz * n;
    char *nb = realloc(nt->body, nt->len + len + 1);

    if (nb == NULL)
        return 0;
    memcpy(nb + nt->len, p, len);
    nt->body = nb;
    nt->len += len;
    nb[nt->len] = '\0';
    return len;
}

static int note_fetch(CURL *h, const char *url, struct note *nt)
{
    long code = 0;

    memset(nt, 0, sizeof(*nt));
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, nt);
    curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(h, CURLOPT_WRITEDATA, nt);
    if (curl_easy_perform(h) != CURLE_OK)
        return -1;
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    return code == 200 && nt->etag[0] != '\0' ? 0 : -1;
}

static char *add_tag(const char *body, const char *tag)
{
    size_t cap = strlen(body) + strlen(tag) + 16;
    char *out = malloc(cap);

    if (out != NULL)
        snprintf(out, cap, "%s\n#tag %s\n", body, tag);
    return out;
}

/* 0 = stored, 1 = somebody else changed the note, -1 = error */
int note_tag(CURL *h, const char *url, const char *tag)
{
    struct note nt;
    struct curl_slist *hdr = NULL;
    char match[100], *next = NULL;
    long code = 0;
    int rc = -1;

    if (note_fetch(h, url, &nt) != 0 || nt.body == NULL)
        goto out;
    if ((next = add_tag(nt.body, tag)) == NULL)
        goto out;
    snprintf(match, sizeof(match), "If-Match: %s", nt.etag);
    hdr = curl_slist_append(hdr, "Content-Type: text/plain");
    hdr = curl_slist_append(hdr, match);

    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, next);
    if (curl_easy_perform(h) != CURLE_OK) // EXPECT: unversioned-write
        goto out;
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    rc = code == 412 ? 1 : code / 100 == 2 ? 0 : -1;
out:
    curl_slist_free_all(hdr);
    free(nt.body);
    free(next);
    return rc;
}

int note_untag_all(CURL *h, const char *url)
{
    struct note nt;
    struct curl_slist *hdr = NULL;
    char match[100], *cut;
    long code = 0;
    int rc = -1;

    if (note_fetch(h, url, &nt) != 0 || nt.body == NULL)
        goto out;
    if ((cut = strstr(nt.body, "\n#tag ")) != NULL)
        *cut = '\0';
    snprintf(match, sizeof(match), "If-Match: %s", nt.etag);
    hdr = curl_slist_append(hdr, match);
    curl_easy_reset(h);
    curl_easy_setopt(h, CURLOPT_URL, url);
    curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h, CURLOPT_POSTFIELDS, nt.body);
    curl_easy_setopt(h, CURLOPT_HTTPHEADER, hdr);
    if (curl_easy_perform(h) != CURLE_OK)
        goto out;
    curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
    rc = code == 412 ? 1 : code / 100 == 2 ? 0 : -1;
out:
    curl_slist_free_all(hdr);
    free(nt.body);
    return rc;
}
