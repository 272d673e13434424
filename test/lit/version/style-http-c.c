// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct buf { char *p; size_t n; };
static size_t take(char *d, size_t s, size_t n, void *u) {
  struct buf *b = u; char *q = realloc(b->p, b->n + s * n + 1);
  if (!q) return 0;
  memcpy(q + b->n, d, s * n); b->p = q; b->n += s * n; q[b->n] = 0; return s * n;
}
static size_t etag(char *d, size_t s, size_t n, void *u) {
  char *e = u;
  if (s * n > 6 && strncmp(d, "ETag: ", 6) == 0 && s * n < 80) { memcpy(e, d + 6, s * n - 6); e[s * n - 8] = 0; }
  return s * n;
}
static CURLcode fetch(CURL *c, const char *url, struct buf *b, char *tag) {
  curl_easy_reset(c);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, b);
  curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, etag);
  curl_easy_setopt(c, CURLOPT_HEADERDATA, tag);
  return curl_easy_perform(c);
}
int add_member(CURL *c, const char *url, const char *who) {
  struct buf b = {0}; char tag[80] = ""; char body[4096];
  if (fetch(c, url, &b, tag) != CURLE_OK) return -1;
  snprintf(body, sizeof body, "%s\n%s", b.p, who);
  free(b.p);
  curl_easy_reset(c);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
  return curl_easy_perform(c) == CURLE_OK ? 0 : -1; // EXPECT: unversioned-write
}
int add_member_ok(CURL *c, const char *url, const char *who) {
  for (;;) {
    struct buf b = {0}; char tag[80] = ""; char body[4096], cond[128]; long st = 0;
    if (fetch(c, url, &b, tag) != CURLE_OK) return -1;
    snprintf(body, sizeof body, "%s\n%s", b.p, who);
    free(b.p);
    snprintf(cond, sizeof cond, "If-Match: %s", tag);
    struct curl_slist *h = curl_slist_append(NULL, cond);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, body);
    CURLcode rc = curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &st);
    curl_slist_free_all(h);
    if (rc != CURLE_OK) return -1;
    if (st != 412) return st / 100 == 2 ? 0 : -1;
  }
}
int announce(CURL *c, const char *url, const char *text) {
  curl_easy_reset(c);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_POSTFIELDS, text);
  return curl_easy_perform(c) == CURLE_OK ? 0 : -1;
}
