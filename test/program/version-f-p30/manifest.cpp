// STD: c++20
#include "http_object.h"

#include <cstdio>
#include <string>

namespace artifact {

// The manifest lists one artifact per line.
class Manifest {
public:
    explicit Manifest(HttpObject& o) : object_(o) {}

    bool add(const std::string& artifact) {
        auto cur = object_.fetch();
        if (!cur) return false;
        if (cur->body.find(artifact + "\n") != std::string::npos) return true;
        const long code = object_.store(cur->body + artifact + "\n"); // EXPECT: unversioned-write
        return code >= 200 && code < 300;
    }

    bool remove(const std::string& artifact) {
        for (int i = 0; i < 5; ++i) {
            auto cur = object_.fetch();
            if (!cur) return false;
            const auto at = cur->body.find(artifact + "\n");
            if (at == std::string::npos) return true;
            cur->body.erase(at, artifact.size() + 1);
            const long code = object_.storeIfMatch(cur->body, cur->etag);
            if (code != 412) return code >= 200 && code < 300;
        }
        return false;
    }

    bool reset(const std::string& header) {
        return object_.store(header + "\n") / 100 == 2;
    }

private:
    HttpObject& object_;
};

static size_t collect(char* p, size_t size, size_t n, void* arg) {
    static_cast<std::string*>(arg)->append(p, size * n);
    return size * n;
}

static size_t tagLine(char* p, size_t size, size_t n, void* arg) {
    std::string line(p, size * n);
    if (line.rfind("ETag: ", 0) == 0) *static_cast<std::string*>(arg) = line.substr(6, line.size() - 8);
    return size * n;
}

// Retention counter next to the manifest; no client object for it.
bool bumpRetention(CURL* c, const char* url) {
    std::string days, tag;
    long code = 0;

    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, collect);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &days);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, tagLine);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &tag);
    if (curl_easy_perform(c) != CURLE_OK || days.empty()) return false;

    const std::string next = std::to_string(std::stol(days) + 30);
    curl_slist* match = curl_slist_append(nullptr, ("If-Match: " + tag).c_str());
    curl_slist* type = curl_slist_append(nullptr, "Content-Type: text/plain");
    curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, type);
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, next.c_str());
    const CURLcode rc = curl_easy_perform(c); // EXPECT: unversioned-write
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &code);
    curl_slist_free_all(match);
    curl_slist_free_all(type);
    return rc == CURLE_OK && code / 100 == 2;
}

}  // namespace artifact
