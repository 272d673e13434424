// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// CalDAV synchroniser: pulls an .ics resource, edits it, writes it back.
#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace caldav {

struct Resource {
    std::string url;
    std::string body;
    std::string etag;
};

class HeaderList {
public:
    HeaderList() = default;
    HeaderList(const HeaderList&) = delete;
    ~HeaderList() { curl_slist_free_all(list_); }
    void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
    curl_slist* get() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

size_t onBody(char* p, size_t s, size_t n, void* u)
{
    static_cast<std::string*>(u)->append(p, s * n);
    return s * n;
}

size_t onHeader(char* p, size_t s, size_t n, void* u)
{
    static const char name[] = "etag:";
    const size_t len = s * n;
    if (len > 5 && strncasecmp(p, name, 5) == 0) {
        std::string v(p + 5, len - 5);
        v.erase(0, v.find_first_not_of(" \t"));
        v.erase(v.find_last_not_of("\r\n ") + 1);
        *static_cast<std::string*>(u) = v;
    }
    return len;
}

class Client {
public:
    Client() : h_(curl_easy_init(), curl_easy_cleanup)
    {
        if (!h_)
            throw std::runtime_error("curl_easy_init");
    }

    Resource fetch(const std::string& url)
    {
        Resource r{url, {}, {}};
        curl_easy_reset(h_.get());
        curl_easy_setopt(h_.get(), CURLOPT_URL, url.c_str());
        curl_easy_setopt(h_.get(), CURLOPT_WRITEFUNCTION, onBody);
        curl_easy_setopt(h_.get(), CURLOPT_WRITEDATA, &r.body);
        curl_easy_setopt(h_.get(), CURLOPT_HEADERFUNCTION, onHeader);
        curl_easy_setopt(h_.get(), CURLOPT_HEADERDATA, &r.etag);
        if (perform() != 200)
            throw std::runtime_error("GET " + url);
        return r;
    }

    // An event changed its time slot.
    bool reschedule(const std::string& url, const std::string& from, const std::string& to)
    {
        Resource r = fetch(url);
        const auto at = r.body.find(from);
        if (at == std::string::npos)
            return false;
        r.body.replace(at, from.size(), to);

        HeaderList headers;
        headers.add("Content-Type: text/calendar; charset=utf-8");
        headers.add("If-Match: " + r.etag);
        preparePut(r);
        curl_easy_setopt(h_.get(), CURLOPT_HTTPHEADER, headers.get());
        const long code = perform();
        if (code == 412)
            return false;
        return code / 100 == 2;
    }

    // Adds an attendee line in front of the end of the event.
    bool invite(const std::string& url, const std::string& mail)
    {
        Resource r = fetch(url);
        const auto at = r.body.find("END:VEVENT");
        if (at == std::string::npos)
            return false;
        r.body.insert(at, "ATTENDEE:mailto:" + mail + "\r\n");

        HeaderList headers;
        headers.add("Content-Type: text/calendar; charset=utf-8");
        headers.add("If-Match: " + r.etag);
        preparePut(r);
        if (curl_easy_perform(h_.get()) != CURLE_OK) // EXPECT: unversioned-write
            return false;
        long code = 0;
        curl_easy_getinfo(h_.get(), CURLINFO_RESPONSE_CODE, &code);
        return code / 100 == 2;
    }

private:
    void preparePut(const Resource& r)
    {
        curl_easy_reset(h_.get());
        curl_easy_setopt(h_.get(), CURLOPT_URL, r.url.c_str());
        curl_easy_setopt(h_.get(), CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(h_.get(), CURLOPT_POSTFIELDS, r.body.c_str());
    }
    long perform()
    {
        long code = 0;
        if (curl_easy_perform(h_.get()) != CURLE_OK)
            return 0;
        curl_easy_getinfo(h_.get(), CURLINFO_RESPONSE_CODE, &code);
        return code;
    }

    std::unique_ptr<CURL, void (*)(CURL*)> h_;
};

} // namespace caldav
