// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Client of the configuration service (plain HTTP, ETag on every document).
#include <curl/curl.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <strings.h>

namespace cfgsvc {

struct Document {
    std::string body;
    std::string etag;
    long status = 0;
};

struct SlistFree {
    void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
using HeaderList = std::unique_ptr<curl_slist, SlistFree>;

static size_t onBody(char* p, size_t sz, size_t n, void* out) {
    static_cast<std::string*>(out)->append(p, sz * n);
    return sz * n;
}

static size_t onHeader(char* p, size_t sz, size_t n, void* out) {
    std::string line(p, sz * n);
    if (strncasecmp(line.c_str(), "ETag:", 5) == 0) {
        auto b = line.find('"');
        auto e = line.rfind('"');
        if (b != std::string::npos && e > b) static_cast<Document*>(out)->etag = line.substr(b, e - b + 1);
    }
    return sz * n;
}

class ConfigClient {
public:
    explicit ConfigClient(std::string base) : curl_(curl_easy_init()), base_(std::move(base)) {}
    ~ConfigClient() { curl_easy_cleanup(curl_); }

    Document get(const std::string& name) {
        Document d;
        curl_easy_reset(curl_);
        curl_easy_setopt(curl_, CURLOPT_URL, (base_ + name).c_str());
        curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, onBody);
        curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &d.body);
        curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, onHeader);
        curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &d);
        if (CURLcode rc = curl_easy_perform(curl_); rc != CURLE_OK) throw std::runtime_error(curl_easy_strerror(rc));
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &d.status);
        return d;
    }

    // Append one "key = value" line.
    long addSetting(const std::string& name, const std::string& key, const std::string& value) {
        Document d = get(name);
        if (d.status != 200) return d.status;
        d.body += key + " = " + value + "\n";

        HeaderList headers(curl_slist_append(nullptr, "Content-Type: text/plain"));
        HeaderList condition(curl_slist_append(nullptr, ("If-Match: " + d.etag).c_str()));
        preparePut(name, d.body, headers.get());
        if (CURLcode rc = curl_easy_perform(curl_); rc != CURLE_OK) throw std::runtime_error(curl_easy_strerror(rc)); // EXPECT: unversioned-write
        long status = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        return status;
    }

    bool removeSetting(const std::string& name, const std::string& key) {
        Document d = get(name);
        auto at = d.body.find(key + " = ");
        if (d.status != 200 || at == std::string::npos) return false;
        d.body.erase(at, d.body.find('\n', at) - at + 1);

        HeaderList headers(curl_slist_append(nullptr, ("If-Match: " + d.etag).c_str()));
        preparePut(name, d.body, headers.get());
        return curl_easy_perform(curl_) == CURLE_OK; // EXPECT: ignored-conflict
    }

    bool replaceSetting(const std::string& name, const std::string& from, const std::string& to) {
        for (int i = 0; i < 4; ++i) {
            Document d = get(name);
            auto at = d.body.find(from);
            if (d.status != 200 || at == std::string::npos) return false;
            d.body.replace(at, from.size(), to);
            HeaderList headers(curl_slist_append(nullptr, ("If-Match: " + d.etag).c_str()));
            preparePut(name, d.body, headers.get());
            if (curl_easy_perform(curl_) != CURLE_OK) return false;
            long status = 0;
            curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
            if (status != 412) return status / 100 == 2;
        }
        return false;
    }

private:
    void preparePut(const std::string& name, const std::string& body, curl_slist* headers) {
        curl_easy_reset(curl_);
        curl_easy_setopt(curl_, CURLOPT_URL, (base_ + name).c_str());
        curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
        curl_easy_setopt(curl_, CURLOPT_COPYPOSTFIELDS, body.c_str());
        curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    }

    CURL* curl_;
    std::string base_;
};

}  // namespace cfgsvc
