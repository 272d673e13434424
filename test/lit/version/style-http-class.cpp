// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
#include <curl/curl.h>
#include <string>
#include <cstring>
static size_t sink(char *p, size_t s, size_t n, void *u) { static_cast<std::string *>(u)->append(p, s * n); return s * n; }
static size_t head(char *p, size_t s, size_t n, void *u) {
  std::string l(p, s * n);
  if (l.rfind("ETag: ", 0) == 0) *static_cast<std::string *>(u) = l.substr(6);
  return s * n;
}
struct Response { long status = 0; std::string body, etag; };
class Http {
public:
  Response get(const std::string &url) {
    Response r;
    CURL *c = curl_easy_init();
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, sink);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &r.body);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, head);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &r.etag);
    curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r.status);
    curl_easy_cleanup(c);
    return r;
  }
  long put(const std::string &url, const std::string &body, const std::string &etag = "") {
    CURL *c = curl_easy_init();
    struct curl_slist *h = nullptr;
    if (!etag.empty()) h = curl_slist_append(h, ("If-Match: " + etag).c_str());
    curl_easy_setopt(c, CURLOPT_URL, url.c_str());
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, h);
    long status = 0;
    curl_easy_perform(c);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(h);
    curl_easy_cleanup(c);
    return status;
  }
};
class Settings {
public:
  bool enable(const std::string &name) {
    Response r = http_.get(base_ + "/settings");
    if (r.status != 200) return false;
    r.body += name + "=on\n";
    return http_.put(base_ + "/settings", r.body) == 200; // EXPECT: unversioned-write
  }
  bool enableOk(const std::string &name) {
    for (int i = 0; i < 3; i++) {
      Response r = http_.get(base_ + "/settings");
      if (r.status != 200) return false;
      long st = http_.put(base_ + "/settings", r.body + name + "=on\n", r.etag);
      if (st != 412) return st == 200;
    }
    return false;
  }
  bool upload(const std::string &id, const std::string &doc) { return http_.put(base_ + "/docs/" + id, doc) == 200; }
private:
  Http http_; std::string base_;
};
