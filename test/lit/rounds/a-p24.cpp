// RUN: %tocsin %s
// STD: c++20
// Report mailer: collects rows in a spool file, then has them rendered.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <vector>

extern char** environ;

namespace report {

struct CFree {
    void operator()(char* p) const noexcept { std::free(p); }
};

std::string freshName()
{
    char buf[L_tmpnam];
    if (!std::tmpnam(buf))
        throw std::runtime_error("out of temporary names");
    return std::string(buf);
}

class Spool {
public:
    Spool() : name_(freshName())
    {
        stream_.open(name_, std::ios::in | std::ios::out | std::ios::trunc); // EXPECT: temp-name
        if (!stream_)
            throw std::runtime_error(name_ + ": cannot open spool");
    }
    ~Spool()
    {
        stream_.close();
        std::remove(name_.c_str());
    }
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    template <typename... Cells>
    void row(const Cells&... cells)
    {
        ((stream_ << cells << ';'), ...);
        stream_ << '\n';
        ++rows_;
    }

    std::size_t rows() const { return rows_; }

    void replay(std::ostream& to)
    {
        stream_.seekg(0);
        to << stream_.rdbuf();
    }

private:
    std::string name_;
    std::fstream stream_;
    std::size_t rows_ = 0;
};

// The renderer writes its PDF to the file we name on its command line.
int render(const std::string& title)
{
    std::unique_ptr<char, CFree> pdf(::tempnam(nullptr, "rpt")); // EXPECT: temp-name
    if (!pdf)
        return -1;
    std::vector<std::string> words = {"render-report", "--title", title, "--output", pdf.get()};
    std::vector<char*> argv;
    for (auto& w : words)
        argv.push_back(w.data());
    argv.push_back(nullptr);

    pid_t pid = 0;
    if (::posix_spawnp(&pid, argv[0], nullptr, nullptr, argv.data(), environ) != 0)
        return -1;
    int status = 0;
    if (::waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

} // namespace report

int main()
{
    try {
        report::Spool spool;
        std::string key;
        double value = 0;
        while (std::cin >> key >> value)
            spool.row(spool.rows() + 1, key, value);
        spool.replay(std::cout);
        return report::render("daily") == 0 ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << "report: " << e.what() << '\n';
        return 1;
    }
}
