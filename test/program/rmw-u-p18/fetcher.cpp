#include "fetcher.h"

#include "stats.h"

namespace crawl {

bool Fetcher::fetch(const std::string& url, Page& out) {
    if (url.empty())
        return false;
    out.url = url;
    out.body.assign(url.size() * 100, 'x');
    out.redirected = url.size() % 5 == 0;
    return true;
}

void Fetcher::followRedirect(Page& page) {
    RunStats& stats = runStats();
    const std::string target = page.url + "/index";
    Page next;
    if (!fetch(target, next)) {
        countError("redirect to " + target);
        return;
    }
    stats.bytes += page.body.size(); // EXPECT: lost-update
    page = std::move(next);
    page.redirected = false;
}

void Fetcher::operator()() {
    for (const auto& url : urls_) {
        Page page;
        if (!fetch(url, page)) {
            RunStats& stats = runStats();
            std::unique_lock<std::mutex> lock(stats.mu);
            stats.retries += 1;
            continue;
        }
        if (page.redirected)
            followRedirect(page);
        countPage(page.body.size());
        ++fetched_;
    }
}

}  // namespace crawl
