// RUN: %tocsin %s
// STD: c++20
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;

class BuildArtifacts {
public:
    explicit BuildArtifacts(fs::path dir) : dir_(std::move(dir)) {}

    class Use {
    public:
        Use(BuildArtifacts& a, std::string n) : a_(a), name_(std::move(n)) {
            std::lock_guard<std::mutex> g(a_.mu_);
            a_.in_use_.insert(name_);
        }
        ~Use() {
            std::lock_guard<std::mutex> g(a_.mu_);
            a_.in_use_.erase(a_.in_use_.find(name_));
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        fs::path path() const { return a_.dir_ / name_; }

    private:
        BuildArtifacts& a_;
        std::string name_;
    };

    int trim(std::chrono::hours keep) {
        const auto oldest = fs::file_time_type::clock::now() - keep;
        std::vector<std::string> candidates;
        for (const auto& e : fs::directory_iterator(dir_)) {
            std::error_code ec;
            if (e.last_write_time(ec) < oldest && !ec) candidates.push_back(e.path().filename());
        }
        int n = 0;
        for (const auto& name : candidates) {
            std::lock_guard<std::mutex> g(mu_);
            if (in_use_.contains(name)) continue;
            std::error_code ec;
            const auto written = fs::last_write_time(dir_ / name, ec);
            if (ec || written >= oldest) continue;
            if (fs::remove(dir_ / name, ec)) ++n;
            if (ec) std::cerr << name << ": " << ec.message() << '\n';
        }
        return n;
    }

private:
    fs::path dir_;
    std::mutex mu_;
    std::multiset<std::string> in_use_;
};

int main() {
    BuildArtifacts arts("/srv/ci/artifacts");
    std::thread janitor([&] {
        for (int i = 0; i < 24; ++i) {
            std::cout << arts.trim(std::chrono::hours(48)) << " trimmed\n";
            std::this_thread::sleep_for(std::chrono::hours(1));
        }
    });
    {
        BuildArtifacts::Use u(arts, "libcore.tar");
        std::error_code ec;
        fs::copy_file(u.path(), "/tmp/libcore.tar", ec);
    }
    janitor.join();
}
