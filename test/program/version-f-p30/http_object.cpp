// STD: c++20
#include "http_object.h"

#include <strings.h>
#include <utility>

namespace artifact {

namespace {

size_t onBody(char* p, size_t size, size_t n, void* arg) {
    static_cast<Object*>(arg)->body.append(p, size * n);
    return size * n;
}

size_t onHeader(char* p, size_t size, size_t n, void* arg) {
    std::string line(p, size * n);
    if (strncasecmp(line.c_str(), "etag: ", 6) == 0)
        static_cast<Object*>(arg)->etag = line.substr(6, line.find_first_of("\r\n") - 6);
    return size * n;
}

}  // namespace

HttpObject::HttpObject(CURL* curl, std::string url) : curl_(curl), url_(std::move(url)) {}

long HttpObject::perform() {
    long code = 0;
    if (curl_easy_perform(curl_) == CURLE_OK) curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

std::optional<Object> HttpObject::fetch() {
    Object o;
    curl_easy_reset(curl_);
    curl_easy_setopt(curl_, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &o);
    curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &o);
    if (perform() != 200) return std::nullopt;
    return o;
}

long HttpObject::store(const std::string& body) {
    curl_easy_reset(curl_);
    curl_easy_setopt(curl_, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.data());
    return perform();
}

long HttpObject::storeIfMatch(const std::string& body, const std::string& etag) {
    curl_easy_reset(curl_);
    curl_slist* headers = curl_slist_append(nullptr, ("If-Match: " + etag).c_str());
    curl_easy_setopt(curl_, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.data());
    const long code = perform();
    curl_slist_free_all(headers);
    return code;
}

}  // namespace artifact
