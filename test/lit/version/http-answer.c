// RUN: %tocsin %s
// REQUIRES: stores
// The request carries a condition; only the answer's code tells that it failed.
#include <curl/curl.h>
#include <stdio.h>

static long put(CURL *c, const char *url, const char *text, const char *etag) {
  char line[160];
  long code = 0;
  snprintf(line, sizeof line, "If-Match: %s", etag);
  struct curl_slist *h = curl_slist_append(NULL, line);
  curl_easy_setopt(c, CURLOPT_URL, url);
  curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
  curl_easy_setopt(c, CURLOPT_POSTFIELDS, text);
  if (curl_easy_perform(c) == CURLE_OK)
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
  curl_slist_free_all(h);
  return code;
}

void guilty(CURL *c, const char *url, const char *etag) {
  put(c, url, "on", etag); // EXPECT: ignored-conflict
}

int corrected(CURL *c, const char *url, const char *etag) {
  return put(c, url, "on", etag) == 204;
}
