#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "fetcher.h"
#include "stats.h"

int main(int argc, char** argv) {
    const int nthreads = 4;
    std::vector<std::vector<std::string>> parts(nthreads);
    for (int i = 1; i < argc; ++i)
        parts[static_cast<std::size_t>(i % nthreads)].push_back(argv[i]);

    std::vector<std::thread> threads;
    for (auto& part : parts)
        threads.emplace_back(crawl::Fetcher(std::move(part)));
    for (auto& t : threads)
        t.join();
    std::puts(crawl::summary().c_str());
    return 0;
}
