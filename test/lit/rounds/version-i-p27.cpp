// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// CalDAV client of the room display: books slots by editing the room's calendar object.
#include <cctype>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace roomd {

struct Resource {
    long status = 0;
    std::string body;
    std::string etag;
};

class Headers {
public:
    Headers() = default;
    ~Headers() { curl_slist_free_all(list_); }
    Headers(const Headers &) = delete;
    Headers &operator=(const Headers &) = delete;
    void add(const std::string &h) { list_ = curl_slist_append(list_, h.c_str()); }
    curl_slist *raw() const { return list_; }

private:
    curl_slist *list_ = nullptr;
};

static size_t onBody(char *p, size_t sz, size_t n, void *arg)
{
    static_cast<Resource *>(arg)->body.append(p, sz * n);
    return sz * n;
}

static size_t onHeader(char *p, size_t sz, size_t n, void *arg)
{
    std::string_view line(p, sz * n);
    if (line.size() > 5 && strncasecmp(line.data(), "etag:", 5) == 0) {
        line.remove_prefix(5);
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front())))
            line.remove_prefix(1);
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())))
            line.remove_suffix(1);
        static_cast<Resource *>(arg)->etag.assign(line);
    }
    return sz * n;
}

class CalDav {
public:
    CalDav() : h_(curl_easy_init()) {
        if (!h_)
            throw std::runtime_error("curl");
    }
    ~CalDav() { curl_easy_cleanup(h_); }

    Resource get(const std::string &url) {
        Resource r;
        curl_easy_reset(h_);
        curl_easy_setopt(h_, CURLOPT_URL, url.c_str());
        curl_easy_setopt(h_, CURLOPT_WRITEFUNCTION, onBody);
        curl_easy_setopt(h_, CURLOPT_WRITEDATA, &r);
        curl_easy_setopt(h_, CURLOPT_HEADERFUNCTION, onHeader);
        curl_easy_setopt(h_, CURLOPT_HEADERDATA, &r);
        if (curl_easy_perform(h_) == CURLE_OK)
            curl_easy_getinfo(h_, CURLINFO_RESPONSE_CODE, &r.status);
        return r;
    }

    bool book(const std::string &url, const std::string &vevent) {
        Resource r = get(url);
        if (r.status != 200)
            return false;
        std::string next = splice(r.body, vevent);

        Headers hdr;
        hdr.add("Content-Type: text/calendar; charset=utf-8");
        hdr.add("If-Match: " + r.etag);
        curl_easy_reset(h_);
        curl_easy_setopt(h_, CURLOPT_URL, url.c_str());
        curl_easy_setopt(h_, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(h_, CURLOPT_POSTFIELDS, next.c_str());
        if (curl_easy_perform(h_) != CURLE_OK) // EXPECT: unversioned-write
            return false;
        return answered2xx();
    }

    bool release(const std::string &url, const std::string &uid) {
        for (int i = 0; i < 3; ++i) {
            Resource r = get(url);
            if (r.status != 200 || r.etag.empty())
                return false;
            std::string next = without(r.body, uid);

            Headers hdr;
            hdr.add("Content-Type: text/calendar; charset=utf-8");
            hdr.add("If-Match: " + r.etag);
            curl_easy_reset(h_);
            curl_easy_setopt(h_, CURLOPT_URL, url.c_str());
            curl_easy_setopt(h_, CURLOPT_CUSTOMREQUEST, "PUT");
            curl_easy_setopt(h_, CURLOPT_HTTPHEADER, hdr.raw());
            curl_easy_setopt(h_, CURLOPT_POSTFIELDS, next.c_str());
            if (curl_easy_perform(h_) != CURLE_OK)
                return false;
            long code = 0;
            curl_easy_getinfo(h_, CURLINFO_RESPONSE_CODE, &code);
            if (code != 412)
                return code >= 200 && code < 300;
        }
        return false;
    }

private:
    bool answered2xx() {
        long code = 0;
        curl_easy_getinfo(h_, CURLINFO_RESPONSE_CODE, &code);
        return code >= 200 && code < 300;
    }

    static std::string splice(const std::string &ics, const std::string &ev) {
        auto at = ics.rfind("END:VCALENDAR");
        return at == std::string::npos ? ics + ev : ics.substr(0, at) + ev + ics.substr(at);
    }

    static std::string without(const std::string &ics, const std::string &uid) {
        auto u = ics.find("UID:" + uid);
        auto b = u == std::string::npos ? u : ics.rfind("BEGIN:VEVENT", u);
        auto e = u == std::string::npos ? u : ics.find("END:VEVENT", u);
        if (b == std::string::npos || e == std::string::npos)
            return ics;
        return ics.substr(0, b) + ics.substr(e + std::strlen("END:VEVENT\r\n"));
    }

    CURL *h_;
};

} // namespace roomd
