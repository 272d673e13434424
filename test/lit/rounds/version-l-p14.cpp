// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Device-configuration sync: documents live behind an HTTP store that serves ETags.
#include <curl/curl.h>
#include <cctype>
#include <functional>
#include <memory>
#include <string>

namespace cfgsync {

struct Document {
  std::string body;
  std::string etag;
  long status = 0;
};

enum class PutResult { Stored, Conflict, Failed };

class HeaderList {
 public:
  ~HeaderList() { curl_slist_free_all(list_); }
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

class ConfigStore {
 public:
  explicit ConfigStore(std::string base) : base_(std::move(base)) {}

  Document fetch(const std::string& device);
  PutResult storeIf(const std::string& device, const std::string& body, const std::string& etag);
  bool patchSetting(const std::string& device, const std::string& name, const std::string& value);
  bool dropSetting(const std::string& device, const std::string& name);
  bool edit(const std::string& device, const std::function<std::string(const std::string&)>& fn);

 private:
  using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

  Handle open(const std::string& device) const {
    Handle h(curl_easy_init(), &curl_easy_cleanup);
    curl_easy_setopt(h.get(), CURLOPT_URL, (base_ + "/devices/" + device).c_str());
    curl_easy_setopt(h.get(), CURLOPT_TIMEOUT, 10L);
    return h;
  }
  static void body(const Handle& h, const std::string& text) {
    curl_easy_setopt(h.get(), CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(h.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(text.size()));
    curl_easy_setopt(h.get(), CURLOPT_COPYPOSTFIELDS, text.c_str());
  }
  static long statusOf(const Handle& h) {
    long code = 0;
    curl_easy_getinfo(h.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }
  static size_t onBody(char* p, size_t sz, size_t n, void* user) {
    static_cast<Document*>(user)->body.append(p, sz * n);
    return sz * n;
  }
  static size_t onHeader(char* p, size_t sz, size_t n, void* user) {
    std::string line(p, sz * n);
    if (line.size() > 5 && curl_strnequal(line.c_str(), "etag:", 5)) {
      size_t b = 5, e = line.size();
      while (b < e && std::isspace(static_cast<unsigned char>(line[b]))) ++b;
      while (e > b && std::isspace(static_cast<unsigned char>(line[e - 1]))) --e;
      static_cast<Document*>(user)->etag = line.substr(b, e - b);
    }
    return sz * n;
  }

  std::string base_;
};

Document ConfigStore::fetch(const std::string& device) {
  Document doc;
  Handle h = open(device);
  curl_easy_setopt(h.get(), CURLOPT_WRITEFUNCTION, &ConfigStore::onBody);
  curl_easy_setopt(h.get(), CURLOPT_WRITEDATA, &doc);
  curl_easy_setopt(h.get(), CURLOPT_HEADERFUNCTION, &ConfigStore::onHeader);
  curl_easy_setopt(h.get(), CURLOPT_HEADERDATA, &doc);
  if (curl_easy_perform(h.get()) == CURLE_OK) doc.status = statusOf(h);
  return doc;
}

PutResult ConfigStore::storeIf(const std::string& device, const std::string& text, const std::string& etag) {
  HeaderList headers;
  headers.add("Content-Type: text/plain");
  headers.add("If-Match: " + etag);
  Handle h = open(device);
  body(h, text);
  curl_easy_setopt(h.get(), CURLOPT_HTTPHEADER, headers.get());
  if (curl_easy_perform(h.get()) != CURLE_OK) return PutResult::Failed;
  const long code = statusOf(h);
  if (code == 412) return PutResult::Conflict;
  return code / 100 == 2 ? PutResult::Stored : PutResult::Failed;
}

bool ConfigStore::edit(const std::string& device, const std::function<std::string(const std::string&)>& fn) {
  for (int i = 0; i < 5; ++i) {
    Document doc = fetch(device);
    if (doc.status != 200 || doc.etag.empty()) return false;
    const PutResult r = storeIf(device, fn(doc.body), doc.etag);
    if (r != PutResult::Conflict) return r == PutResult::Stored;
  }
  return false;
}

bool ConfigStore::patchSetting(const std::string& device, const std::string& name, const std::string& value) {
  Document doc = fetch(device);
  if (doc.status != 200) return false;
  doc.body += name + "=" + value + "\n";

  HeaderList precondition, type;
  precondition.add("If-Match: " + doc.etag);
  type.add("Content-Type: text/plain");
  Handle h = open(device);
  body(h, doc.body);
  curl_easy_setopt(h.get(), CURLOPT_HTTPHEADER, type.get());
  if (curl_easy_perform(h.get()) != CURLE_OK) return false; // EXPECT-MISS: unversioned-write
  return statusOf(h) / 100 == 2;
}

bool ConfigStore::dropSetting(const std::string& device, const std::string& name) {
  Document doc = fetch(device);
  const size_t at = doc.body.find(name + "=");
  if (doc.status != 200 || at == std::string::npos) return false;
  const size_t end = doc.body.find('\n', at);
  doc.body.erase(at, end == std::string::npos ? end : end - at + 1);

  storeIf(device, doc.body, doc.etag); // EXPECT-MISS: ignored-conflict
  return true;
}

}  // namespace cfgsync
