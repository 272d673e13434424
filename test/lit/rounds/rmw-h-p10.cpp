// RUN: %tocsin %s
// STD: c++20
// Log importer: splits a file into chunks, parses them in parallel and merges the result.
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <future>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace import {

struct Stats {
    uint64_t lines = 0;
    uint64_t malformed = 0;
    std::map<std::string, uint64_t> byStatus;

    void merge(const Stats &o) {
        lines += o.lines;
        malformed += o.malformed;
        for (auto &[k, v] : o.byStatus)
            byStatus[k] += v;
    }
};

class Importer {
public:
    explicit Importer(std::string text) : text_(std::move(text)) {}

    const Stats &run(unsigned workers) {
        const auto cuts = split(workers);
        std::vector<Stats> part(cuts.size() - 1);
        std::vector<std::thread> pool;
        for (size_t i = 0; i + 1 < cuts.size(); ++i) {
            pool.emplace_back([this, &part, &cuts, i] {
                parse(std::string_view(text_).substr(cuts[i], cuts[i + 1] - cuts[i]), part[i]);
            });
        }
        for (auto &t : pool)
            t.join();
        for (auto &p : part)
            total_.merge(p);
        passes_++;
        return total_;
    }

    uint64_t countSlow() {
        uint64_t slow = 0;
        auto fut = std::async(std::launch::async, [this, &slow] {
            std::istringstream in(text_);
            std::string line;
            while (std::getline(in, line))
                if (line.find(" slow=") != std::string::npos)
                    slow++;
        });
        fut.get();
        slow += carriedSlow_;
        carriedSlow_ = slow;
        return slow;
    }

private:
    static void parse(std::string_view chunk, Stats &out) {
        size_t at = 0;
        while (at < chunk.size()) {
            size_t nl = chunk.find('\n', at);
            if (nl == std::string_view::npos)
                nl = chunk.size();
            auto line = chunk.substr(at, nl - at);
            out.lines++;
            auto p = line.find("status=");
            if (p == std::string_view::npos)
                out.malformed++;
            else
                out.byStatus[std::string(line.substr(p + 7, 3))]++;
            at = nl + 1;
        }
    }

    std::vector<size_t> split(unsigned n) const {
        std::vector<size_t> cuts{0};
        for (unsigned i = 1; i < n; ++i) {
            size_t p = text_.find('\n', text_.size() * i / n);
            if (p != std::string::npos && p + 1 > cuts.back())
                cuts.push_back(p + 1);
        }
        cuts.push_back(text_.size());
        return cuts;
    }

    const std::string text_;
    Stats total_;
    unsigned passes_ = 0;
    uint64_t carriedSlow_ = 0;
};

} // namespace import

int main(int argc, char **argv) {
    if (argc < 2)
        return 2;
    std::ifstream f(argv[1]);
    std::stringstream ss;
    ss << f.rdbuf();
    import::Importer imp(ss.str());
    const auto &s = imp.run(std::max(1u, std::thread::hardware_concurrency()));
    std::cout << s.lines << " lines, " << s.malformed << " malformed, " << imp.countSlow()
              << " slow\n";
}
