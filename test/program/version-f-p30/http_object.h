#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>

namespace artifact {

struct Object {
    std::string body;
    std::string etag;
};

// One object of the artifact server. Build agents on many hosts use it.
class HttpObject {
public:
    HttpObject(CURL* curl, std::string url);

    std::optional<Object> fetch();
    // Returns the HTTP status, 0 on a transport error.
    long store(const std::string& body);
    long storeIfMatch(const std::string& body, const std::string& etag);

private:
    long perform();

    CURL* curl_;
    std::string url_;
};

}  // namespace artifact
