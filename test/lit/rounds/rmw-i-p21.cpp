// RUN: %tocsin %s
// STD: c++20
// Link checker: fans out over a site map and prints a report.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

struct Result {
    std::string url;
    int status = 0;
    size_t length = 0;
};

class Fetcher {
public:
    virtual ~Fetcher() = default;
    virtual Result get(const std::string& url) = 0;
};

class FakeFetcher : public Fetcher {
public:
    Result get(const std::string& url) override {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return {url, url.size() % 7 ? 200 : 404, url.size() * 100};
    }
};

struct HostTable {
    std::map<std::string, unsigned> hits;
};

static HostTable& hostTable() {
    static HostTable* table;
    if (table == nullptr)
        table = new HostTable; // EXPECT: check-then-act
    return *table;
}

static std::mutex hostMu;

static void noteHost(const std::string& url) {
    auto& t = hostTable();
    std::lock_guard<std::mutex> lk(hostMu);
    auto slash = url.find('/', 8);
    ++t.hits[url.substr(0, slash)];
}

class Report {
public:
    void fail(const Result& r) {
        std::lock_guard<std::mutex> lk(mu_);
        failed_.insert(r.url);
    }
    size_t failures() const {
        std::lock_guard<std::mutex> lk(mu_);
        return failed_.size();
    }
private:
    mutable std::mutex mu_;
    std::set<std::string> failed_;
};

size_t crawl(Fetcher& fetcher, const std::vector<std::string>& urls, Report& report, unsigned parallel) {
    size_t bytes = 0;
    size_t done = 0;
    std::atomic<size_t> next{0};
    std::mutex progressMu;
    std::vector<size_t> perWorker(parallel);
    std::vector<std::future<void>> running;

    for (unsigned w = 0; w < parallel; ++w) {
        running.push_back(std::async(std::launch::async, [&, w] {
            for (size_t i; (i = next.fetch_add(1)) < urls.size();) {
                Result r = fetcher.get(urls[i]);
                noteHost(r.url);
                perWorker[w]++;
                if (r.status >= 400)
                    report.fail(r);
                bytes += r.length; // EXPECT: lost-update
                std::lock_guard<std::mutex> lk(progressMu);
                ++done;
                if (done % 100 == 0)
                    std::cerr << done << '/' << urls.size() << '\n';
            }
        }));
    }
    for (auto& f : running)
        f.get();
    for (size_t n : perWorker)
        done -= n;
    if (done != 0)
        std::cerr << "incomplete crawl\n";
    bytes += urls.size();
    return bytes;
}

int main(int argc, char** argv) {
    FakeFetcher f;
    Report report;
    std::vector<std::string> urls(argv + 1, argv + argc);
    for (int i = 0; i < 1000; ++i)
        urls.push_back("https://example.org/" + std::string(size_t(i % 40), 'x'));
    std::cout << crawl(f, urls, report, 8) << " bytes, " << report.failures() << " broken\n";
}
