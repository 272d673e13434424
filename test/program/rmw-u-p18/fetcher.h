#pragma once

#include <string>
#include <vector>

namespace crawl {

struct Page {
    std::string url;
    std::string body;
    bool redirected = false;
};

class Fetcher {
public:
    explicit Fetcher(std::vector<std::string> urls) : urls_(std::move(urls)) {}
    void operator()();

private:
    bool fetch(const std::string& url, Page& out);
    void followRedirect(Page& page);

    std::vector<std::string> urls_;
    unsigned fetched_ = 0;
};

}  // namespace crawl
