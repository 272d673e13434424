// RUN: %tocsin %s
// STD: c++20
// Fetch workers of a site crawler.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace crawl {

struct HostStat {
    uint64_t pages = 0;
    uint64_t bytes = 0;
    unsigned errors = 0;
    double avgMillis = 0;
};

class SeenSet {
public:
    bool contains(const std::string &url) const {
        std::lock_guard<std::mutex> g(m_);
        return urls_.find(url) != urls_.end();
    }
    bool insert(const std::string &url) {
        std::lock_guard<std::mutex> g(m_);
        return urls_.insert(url).second;
    }

private:
    mutable std::mutex m_;
    std::unordered_set<std::string> urls_;
};

class HostTable {
public:
    HostStat get(const std::string &host) const {
        std::lock_guard<std::mutex> g(m_);
        auto it = stats_.find(host);
        return it == stats_.end() ? HostStat{} : it->second;
    }
    void put(const std::string &host, const HostStat &s) {
        std::lock_guard<std::mutex> g(m_);
        stats_[host] = s;
    }
    void addError(const std::string &host) {
        std::lock_guard<std::mutex> g(m_);
        ++stats_[host].errors;
    }

private:
    mutable std::mutex m_;
    std::map<std::string, HostStat> stats_;
};

class Frontier {
public:
    void push(std::string url) {
        {
            std::lock_guard<std::mutex> g(m_);
            queue_.push_back(std::move(url));
        }
        cv_.notify_one();
    }
    std::optional<std::string> pop() {
        std::unique_lock<std::mutex> lk(m_);
        cv_.wait(lk, [this] { return closed_ || !queue_.empty(); });
        if (queue_.empty())
            return std::nullopt;
        std::string u = std::move(queue_.front());
        queue_.pop_front();
        return u;
    }
    void close() {
        std::lock_guard<std::mutex> g(m_);
        closed_ = true;
        cv_.notify_all();
    }

private:
    std::mutex m_;
    std::condition_variable cv_;
    std::deque<std::string> queue_;
    bool closed_ = false;
};

struct Page {
    int status = 0;
    size_t size = 0;
    double millis = 0;
    std::vector<std::string> links;
};

class Crawler {
public:
    using Fetch = std::function<Page(const std::string &)>;

    Crawler(Fetch fetch, unsigned workers) : fetch_(std::move(fetch)) {
        threads_.reserve(workers);
        for (unsigned i = 0; i < workers; ++i)
            threads_.emplace_back([this] { work(); });
    }

    ~Crawler() {
        frontier_.close();
        for (auto &t : threads_)
            t.join();
    }

    void offer(const std::string &url) {
        if (url.size() > kMaxUrl || seen_.contains(url))
            return;
        seen_.insert(url); // EXPECT-MISS: check-then-act
        frontier_.push(url);
    }

    // Sitemaps arrive in bulk and are mostly known already.
    void offerSitemap(const std::vector<std::string> &urls) {
        for (const auto &u : urls) {
            if (seen_.contains(u))
                continue;
            if (seen_.insert(u))
                frontier_.push(u);
        }
    }

    HostStat stats(const std::string &host) const { return hosts_.get(host); }

private:
    static constexpr size_t kMaxUrl = 2048;

    static std::string hostOf(const std::string &url) {
        auto b = url.find("://");
        b = b == std::string::npos ? 0 : b + 3;
        return url.substr(b, url.find('/', b) - b);
    }

    void record(const std::string &host, const Page &p) {
        HostStat st = hosts_.get(host);
        st.pages++;
        st.bytes += p.size;
        st.avgMillis += (p.millis - st.avgMillis) / static_cast<double>(st.pages);
        hosts_.put(host, st); // EXPECT: lost-update
    }

    void work() {
        while (auto url = frontier_.pop()) {
            const std::string host = hostOf(*url);
            Page p = fetch_(*url);
            if (p.status != 200) {
                hosts_.addError(host);
                continue;
            }
            record(host, p);
            for (const auto &l : p.links)
                offer(l);
        }
    }

    Fetch fetch_;
    SeenSet seen_;
    HostTable hosts_;
    Frontier frontier_;
    std::vector<std::thread> threads_;
};

} // namespace crawl
