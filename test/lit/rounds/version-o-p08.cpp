// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Client of a feature-flag service whose documents carry entity tags.
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <strings.h>
#include <curl/curl.h>

namespace flags {

struct CurlDeleter { void operator()(CURL* c) const { curl_easy_cleanup(c); } };
struct ListDeleter { void operator()(curl_slist* l) const { curl_slist_free_all(l); } };
using CurlPtr = std::unique_ptr<CURL, CurlDeleter>;
using ListPtr = std::unique_ptr<curl_slist, ListDeleter>;

void add(ListPtr& list, const std::string& line) {
    curl_slist* grown = curl_slist_append(list.get(), line.c_str());
    if (!grown)
        throw std::bad_alloc();
    list.release();
    list.reset(grown);
}

struct Remote {
    std::string body;
    std::string etag;
    long code = 0;
};

class FlagClient {
public:
    FlagClient(std::string base, std::string token) : base_(std::move(base)), token_(std::move(token)) {}

    Remote fetch(const std::string& name) const {
        Remote out;
        CurlPtr c = handle(name);
        ListPtr headers = common();
        curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(c.get(), CURLOPT_WRITEFUNCTION, &FlagClient::onBody);
        curl_easy_setopt(c.get(), CURLOPT_WRITEDATA, &out);
        curl_easy_setopt(c.get(), CURLOPT_HEADERFUNCTION, &FlagClient::onHeader);
        curl_easy_setopt(c.get(), CURLOPT_HEADERDATA, &out);
        if (curl_easy_perform(c.get()) == CURLE_OK)
            curl_easy_getinfo(c.get(), CURLINFO_RESPONSE_CODE, &out.code);
        return out;
    }

    // Adds a user segment to the flag's rule list.
    bool addSegment(const std::string& name, const std::string& segment) const {
        for (int i = 0; i < 5; ++i) {
            const Remote cur = fetch(name);
            if (cur.code != 200 || cur.etag.empty())
                return false;
            const std::string next = cur.body + "\nsegment " + segment;
            CurlPtr c = handle(name);
            ListPtr headers = common();
            add(headers, "If-Match: " + cur.etag);
            curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, headers.get());
            curl_easy_setopt(c.get(), CURLOPT_CUSTOMREQUEST, "PUT");
            curl_easy_setopt(c.get(), CURLOPT_COPYPOSTFIELDS, next.c_str());
            if (curl_easy_perform(c.get()) != CURLE_OK)
                return false;
            long code = 0;
            curl_easy_getinfo(c.get(), CURLINFO_RESPONSE_CODE, &code);
            if (code != 412)
                return code / 100 == 2;
        }
        return false;
    }

    bool removeSegment(const std::string& name, const std::string& segment) const {
        const Remote cur = fetch(name);
        if (cur.code != 200 || cur.etag.empty())
            return false;
        std::string next = cur.body;
        const std::string line = "\nsegment " + segment;
        if (const auto at = next.find(line); at != std::string::npos)
            next.erase(at, line.size());
        CurlPtr c = handle(name);
        ListPtr headers = common();
        ListPtr conditions;
        add(conditions, "If-Match: " + cur.etag);
        curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(c.get(), CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(c.get(), CURLOPT_COPYPOSTFIELDS, next.c_str());
        if (curl_easy_perform(c.get()) != CURLE_OK) // EXPECT: unversioned-write
            return false;
        long code = 0;
        curl_easy_getinfo(c.get(), CURLINFO_RESPONSE_CODE, &code);
        return code / 100 == 2;
    }

    // Turns the flag on and keeps its other lines.
    bool enable(const std::string& name) const {
        const Remote cur = fetch(name);
        if (cur.code != 200 || cur.etag.empty())
            return false;
        const std::string next = "on\n" + cur.body.substr(cur.body.find('\n') + 1);
        CurlPtr c = handle(name);
        ListPtr headers = common();
        add(headers, "If-Match: " + cur.etag);
        curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(c.get(), CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(c.get(), CURLOPT_COPYPOSTFIELDS, next.c_str());
        return curl_easy_perform(c.get()) == CURLE_OK; // EXPECT: ignored-conflict
    }

    bool create(const std::string& name, const std::string& body) const {
        CurlPtr c = handle(name);
        ListPtr headers = common();
        add(headers, "If-None-Match: *");
        curl_easy_setopt(c.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(c.get(), CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(c.get(), CURLOPT_COPYPOSTFIELDS, body.c_str());
        curl_easy_setopt(c.get(), CURLOPT_FAILONERROR, 1L);
        return curl_easy_perform(c.get()) == CURLE_OK;
    }

private:
    static size_t onBody(char* p, size_t size, size_t n, void* user) {
        static_cast<Remote*>(user)->body.append(p, size * n);
        return size * n;
    }

    static size_t onHeader(char* p, size_t size, size_t n, void* user) {
        const std::string line(p, size * n);
        if (strncasecmp(line.c_str(), "etag: ", 6) == 0)
            static_cast<Remote*>(user)->etag = line.substr(6, line.find_last_not_of("\r\n") - 5);
        return size * n;
    }

    CurlPtr handle(const std::string& name) const {
        CurlPtr c(curl_easy_init());
        if (!c)
            throw std::bad_alloc();
        curl_easy_setopt(c.get(), CURLOPT_URL, (base_ + "/flags/" + name).c_str());
        return c;
    }

    ListPtr common() const {
        ListPtr l;
        add(l, "Authorization: Bearer " + token_);
        add(l, "Content-Type: text/plain");
        return l;
    }

    std::string base_;
    std::string token_;
};

}  // namespace flags
