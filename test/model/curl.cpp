// PACKAGE: libcurl4-openssl-dev
// FLAGS:
#include <curl/curl.h>

void calls(CURL *C, curl_slist *L) {
  curl_easy_setopt(C, CURLOPT_URL, "x"); // MODEL: store.read, store.request
  curl_easy_perform(C); // MODEL: store.command
  long N = 0;
  curl_easy_getinfo(C, CURLINFO_RESPONSE_CODE, &N); // MODEL: sql.count
  curl_slist_append(L, "x"); // MODEL: path.build
  curl_slist_free_all(L); // MODEL: output
  curl_easy_cleanup(C); // MODEL: output
}
