// RUN: %tocsin %s
// STD: c++20
// Hook runner of the CI agent. Hooks live below the agent's state directory and run
// before and after each build step.
#include <cerrno>
#include <cstring>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace ci {

enum class Phase { PreCheckout, PostCheckout, PreBuild, PostBuild };

struct HookInfo {
    uid_t owner;
    mode_t mode;
    off_t size;
};

class Hook {
public:
    Hook(std::string stateDir, Phase phase) : path_(std::move(stateDir)) {
        path_ += "/hooks/";
        path_ += leaf(phase);
    }

    const std::string &path() const { return path_; }

    std::optional<HookInfo> inspect() const {
        struct stat st {};
        if (::stat(path_.c_str(), &st) != 0 || !S_ISREG(st.st_mode))
            return std::nullopt;
        return HookInfo{st.st_uid, st.st_mode, st.st_size};
    }

private:
    static const char *leaf(Phase p) {
        switch (p) {
        case Phase::PreCheckout: return "pre-checkout";
        case Phase::PostCheckout: return "post-checkout";
        case Phase::PreBuild: return "pre-build";
        case Phase::PostBuild: return "post-build";
        }
        return "unknown";
    }
    std::string path_;
};

class HookRunner {
public:
    explicit HookRunner(std::string stateDir) : stateDir_(std::move(stateDir)) {}

    int run(Phase phase, const std::map<std::string, std::string> &vars) {
        const Hook hook(stateDir_, phase);
        const auto info = hook.inspect();
        if (!info)
            return 0;
        if (info->owner != ::geteuid() || (info->mode & 022) != 0) {
            std::cerr << "ci: " << hook.path() << " has unsuitable ownership or mode\n";
            return -EPERM;
        }
        return launch(hook.path(), vars);
    }

private:
    static int launch(const std::string &file, const std::map<std::string, std::string> &vars) {
        std::vector<std::string> text;
        for (const auto &[k, v] : vars)
            text.push_back("CI_" + k + "=" + v);
        std::vector<char *> envp;
        for (auto &t : text)
            envp.push_back(t.data());
        for (char **e = environ; *e; ++e)
            envp.push_back(*e);
        envp.push_back(nullptr);

        char *argv[] = {const_cast<char *>(file.c_str()), nullptr};
        pid_t pid = -1;
        const int rc = ::posix_spawn(&pid, file.c_str(), nullptr, nullptr, argv, envp.data()); // EXPECT: file-toctou
        if (rc != 0) {
            std::cerr << "ci: " << file << ": " << std::strerror(rc) << '\n';
            return -rc;
        }
        int status = 0;
        while (::waitpid(pid, &status, 0) < 0)
            if (errno != EINTR)
                return -errno;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    std::string stateDir_;
};

} // namespace ci

int main(int argc, char **argv) {
    ci::HookRunner runner(argc > 1 ? argv[1] : "/var/lib/ci-agent");
    const std::map<std::string, std::string> vars{{"JOB", "1402"}, {"BRANCH", "main"}};
    if (int rc = runner.run(ci::Phase::PreBuild, vars))
        return rc < 0 ? 1 : rc;
    return runner.run(ci::Phase::PostBuild, vars) == 0 ? 0 : 1;
}
