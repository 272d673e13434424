// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Notes stored on a WebDAV-like HTTP service that hands out ETags.
#include <curl/curl.h>
#include <algorithm>
#include <cctype>
#include <string>
#include <strings.h>

struct Note {
    std::string body;
    std::string etag;
};

static size_t onBody(char* p, size_t s, size_t n, void* arg) {
    static_cast<std::string*>(arg)->append(p, s * n);
    return s * n;
}

static size_t onHeader(char* p, size_t s, size_t n, void* arg) {
    std::string line(p, s * n);
    if (strncasecmp(line.c_str(), "ETag:", 5) == 0) {
        line.erase(0, 5);
        line.erase(std::remove_if(line.begin(), line.end(), [](unsigned char c) { return std::isspace(c); }), line.end());
        *static_cast<std::string*>(arg) = line;
    }
    return s * n;
}

class NoteClient {
public:
    explicit NoteClient(std::string base) : base_(std::move(base)) {
        common_ = curl_slist_append(nullptr, "Content-Type: text/markdown");
    }
    ~NoteClient() { curl_slist_free_all(common_); }
    NoteClient(const NoteClient&) = delete;
    NoteClient& operator=(const NoteClient&) = delete;

    bool fetch(const std::string& id, Note& out) {
        CURL* h = curl_easy_init();
        const std::string url = base_ + "/notes/" + id;
        curl_easy_setopt(h, CURLOPT_URL, url.c_str());
        curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, onBody);
        curl_easy_setopt(h, CURLOPT_WRITEDATA, &out.body);
        curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, onHeader);
        curl_easy_setopt(h, CURLOPT_HEADERDATA, &out.etag);
        long status = 0;
        const CURLcode rc = curl_easy_perform(h);
        curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_cleanup(h);
        return rc == CURLE_OK && status == 200;
    }

    bool appendLine(const std::string& id, const std::string& text) {
        for (int attempt = 0; attempt < 4; ++attempt) {
            Note note;
            if (!fetch(id, note))
                return false;
            note.body += text + "\n";
            CURL* h = curl_easy_init();
            const std::string url = base_ + "/notes/" + id;
            curl_slist* headers = curl_slist_append(nullptr, "Content-Type: text/markdown");
            headers = curl_slist_append(headers, ("If-Match: " + note.etag).c_str());
            curl_easy_setopt(h, CURLOPT_URL, url.c_str());
            curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
            curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
            curl_easy_setopt(h, CURLOPT_POSTFIELDS, note.body.c_str());
            long status = 0;
            const CURLcode rc = curl_easy_perform(h);
            curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
            curl_slist_free_all(headers);
            curl_easy_cleanup(h);
            if (rc != CURLE_OK)
                return false;
            if (status != 412)
                return status / 100 == 2;
        }
        return false;
    }

    bool replaceWord(const std::string& id, const std::string& from, const std::string& to) {
        Note note;
        if (!fetch(id, note))
            return false;
        const auto pos = note.body.find(from);
        if (pos == std::string::npos)
            return true;
        note.body.replace(pos, from.size(), to);
        CURL* h = curl_easy_init();
        const std::string url = base_ + "/notes/" + id;
        curl_slist* headers = curl_slist_append(nullptr, ("If-Match: " + note.etag).c_str());
        curl_easy_setopt(h, CURLOPT_URL, url.c_str());
        curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "PUT");
        curl_easy_setopt(h, CURLOPT_HTTPHEADER, common_);
        curl_easy_setopt(h, CURLOPT_POSTFIELDS, note.body.c_str());
        long status = 0;
        const CURLcode rc = curl_easy_perform(h); // EXPECT: unversioned-write
        curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &status);
        curl_slist_free_all(headers);
        curl_easy_cleanup(h);
        return rc == CURLE_OK && status / 100 == 2;
    }

private:
    std::string base_;
    curl_slist* common_ = nullptr;
};

int main(int argc, char** argv) {
    NoteClient client("https://notes.internal");
    if (argc < 3)
        return 2;
    return client.appendLine(argv[1], argv[2]) ? 0 : 1;
}
