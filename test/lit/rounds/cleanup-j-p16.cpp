// RUN: %tocsin %s
// STD: c++20
// buildagent/workspace_gc.cpp
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace buildagent {

struct GcOptions {
    fs::path root;
    std::chrono::hours maxAge{72};
    std::vector<std::string> pinnedProjects;
};

struct GcReport {
    std::size_t examined = 0;
    std::size_t removed = 0;
    std::uintmax_t files = 0;
};

class WorkspaceGc {
public:
    explicit WorkspaceGc(GcOptions opts) : opts_(std::move(opts)) {}

    GcReport run() {
        GcReport report;
        std::error_code ec;
        const auto cutoff = fs::file_time_type::clock::now() - opts_.maxAge;

        for (const auto& project : fs::directory_iterator(opts_.root, ec)) {
            if (!project.is_directory(ec))
                continue;
            sweepProject(project.path(), cutoff, report);
        }
        return report;
    }

private:
    void sweepProject(const fs::path& project, fs::file_time_type cutoff,
                      GcReport& report) {
        std::error_code ec;
        const auto tooOld = [cutoff](const fs::directory_entry& e) {
            std::error_code lec;
            const auto t = e.last_write_time(lec);
            return !lec && t < cutoff;
        };

        for (const auto& ws : fs::directory_iterator(project, ec)) {
            ++report.examined;
            if (!ws.is_directory(ec) || !tooOld(ws))
                continue;
            const auto n = fs::remove_all(ws.path(), ec); // EXPECT: timestamp-cleanup
            if (ec) {
                std::fprintf(stderr, "gc: %s: %s\n", ws.path().c_str(),
                             ec.message().c_str());
                continue;
            }
            report.files += n;
            ++report.removed;
        }
    }

    GcOptions opts_;
};

}  // namespace buildagent

int main(int argc, char** argv) {
    buildagent::GcOptions opts;
    opts.root = argc > 1 ? argv[1] : "/srv/buildagent/ws";
    const auto r = buildagent::WorkspaceGc(opts).run();
    std::printf("examined %zu removed %zu (%ju files)\n", r.examined, r.removed,
                static_cast<std::uintmax_t>(r.files));
    return 0;
}
