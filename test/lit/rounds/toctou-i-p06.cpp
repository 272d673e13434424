// RUN: %tocsin %s
// STD: c++20
// Statement renderer: writes the intermediate typesetting source and runs the formatter.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

struct Line {
    std::string text;
    long cents;
};

struct FreeDeleter {
    void operator()(char *p) const { std::free(p); }
};

class StatementJob {
public:
    explicit StatementJob(std::string account) : account_(std::move(account)) {}

    void add(std::string text, long cents) { lines_.push_back({std::move(text), cents}); }

    std::string writeSource() const
    {
        std::unique_ptr<char, FreeDeleter> name(::tempnam("/tmp", "stmt"));
        if (!name)
            throw std::runtime_error("no scratch name");
        std::string path = name.get();
        std::ofstream out(path, std::ios::trunc); // EXPECT: temp-name
        if (!out)
            throw std::runtime_error("cannot write " + path);
        out << ".TL\nAccount " << account_ << '\n';
        for (const auto &l : lines_)
            out << l.text << '\t' << l.cents / 100 << '.' << l.cents % 100 << '\n';
        return path;
    }

    std::filesystem::path outputArea() const
    {
        char buf[L_tmpnam];
        if (!std::tmpnam(buf))
            throw std::runtime_error("no scratch name");
        std::filesystem::path dir(buf);
        std::filesystem::create_directory(dir); // EXPECT: temp-name
        return dir;
    }

private:
    std::string account_;
    std::vector<Line> lines_;
};

static int runFormatter(const std::string &source, const std::filesystem::path &dir)
{
    const std::string target = (dir / "statement.ps").string();
    pid_t pid = ::fork();
    if (pid == 0) {
        ::execl("/usr/bin/groff", "groff", "-ms", "-Tps", "-o", target.c_str(), source.c_str(), (char *)nullptr);
        ::_exit(127);
    }
    int status = 0;
    if (pid < 0 || ::waitpid(pid, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    try {
        StatementJob job(argv[1]);
        job.add("Opening balance", 120050);
        job.add("Card payment", -4210);
        const std::string src = job.writeSource();
        int rc = runFormatter(src, job.outputArea());
        std::remove(src.c_str());
        return rc;
    } catch (const std::exception &e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
