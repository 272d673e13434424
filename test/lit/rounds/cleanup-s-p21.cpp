// RUN: %tocsin %s
// STD: c++20
// Workspaces on the notebook host. Kernels attach to a workspace by name; a
// workspace leaves state Ready before its directory is touched.
#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace fs = std::filesystem;

namespace nb {

enum class State { Ready, Removing };

struct Workspace {
    fs::path dir;
    State state = State::Ready;
    int kernels = 0;
    std::chrono::steady_clock::time_point last_used = std::chrono::steady_clock::now();
};

class Host {
public:
    explicit Host(fs::path root) : root_(std::move(root)) {}

    bool attach(const std::string &name)
    {
        std::lock_guard lk(mu_);
        auto [it, fresh] = spaces_.try_emplace(name);
        Workspace &w = it->second;
        if (w.state == State::Removing)
            return false;
        if (fresh) {
            std::error_code ec;
            w.dir = root_ / name;
            fs::create_directories(w.dir, ec);
            if (ec) {
                spaces_.erase(it);
                return false;
            }
        }
        ++w.kernels;
        return true;
    }

    void detach(const std::string &name)
    {
        std::lock_guard lk(mu_);
        Workspace &w = spaces_.at(name);
        --w.kernels;
        w.last_used = std::chrono::steady_clock::now();
    }

    void collect(std::chrono::steady_clock::duration idle);

private:
    fs::path root_;
    std::mutex mu_;
    std::unordered_map<std::string, Workspace> spaces_;
};

void Host::collect(std::chrono::steady_clock::duration idle)
{
    std::vector<std::pair<std::string, fs::path>> batch;
    std::unique_lock lk(mu_);
    const auto cutoff = std::chrono::steady_clock::now() - idle;
    for (auto &[name, w] : spaces_) {
        if (w.state != State::Ready || w.kernels != 0 || w.last_used > cutoff)
            continue;
        w.state = State::Removing;
        batch.emplace_back(name, w.dir);
    }
    lk.unlock();

    for (const auto &[name, dir] : batch) {
        std::error_code ec;
        fs::remove_all(dir, ec);
    }

    lk.lock();
    for (const auto &[name, dir] : batch)
        spaces_.erase(name);
}

} // namespace nb

int main()
{
    nb::Host host("/srv/notebooks");
    std::jthread collector([&](std::stop_token st) {
        while (!st.stop_requested()) {
            host.collect(std::chrono::minutes(30));
            std::this_thread::sleep_for(std::chrono::seconds(20));
        }
    });
    if (!host.attach("demo"))
        return 1;
    host.detach("demo");
    return 0;
}
