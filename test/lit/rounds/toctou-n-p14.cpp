// RUN: %tocsin %s
// STD: c++20
// Typesets an invoice: runs the typesetter in a scratch directory and copies
// the PDF to standard output.
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

extern char **environ;

class Scratch {
public:
    Scratch()
    {
        const char *base = ::getenv("TMPDIR");
        std::string tmpl = std::string(base && *base ? base : "/tmp") + "/invoice-XXXXXX";
        if (!::mkdtemp(tmpl.data()))
            throw std::system_error(errno, std::generic_category(), tmpl);
        dir_ = tmpl;
    }
    ~Scratch()
    {
        std::error_code ec;
        fs::remove_all(dir_, ec);
    }
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

    fs::path file(const std::string &name) const { return dir_ / name; }
    const fs::path &dir() const { return dir_; }

private:
    fs::path dir_;
};

static void stage_default_style(const Scratch &scratch)
{
    fs::path style = scratch.file("invoice.sty");
    if (fs::exists(style))
        return;
    std::ofstream out(style);
    out << "\\NeedsTeXFormat{LaTeX2e}\n\\ProvidesPackage{invoice}\n";
    if (!out.flush())
        throw std::runtime_error("cannot stage style file");
}

static void fill(const Scratch &scratch, const std::map<std::string, std::string> &fields)
{
    std::ofstream out(scratch.file("invoice.tex"));
    out << "\\documentclass{article}\\usepackage{invoice}\\begin{document}\n";
    for (const auto &[k, v] : fields)
        out << k << ": " << v << "\\\\\n";
    out << "\\end{document}\n";
    if (!out.flush())
        throw std::runtime_error("cannot write invoice.tex");
}

static int typeset(const Scratch &scratch)
{
    std::string outdir = "-output-directory=" + scratch.dir().string();
    std::string src = scratch.file("invoice.tex").string();
    std::string prog = "pdflatex";
    std::string batch = "-interaction=batchmode";
    char *argv[] = {prog.data(), batch.data(), outdir.data(), src.data(), nullptr};
    pid_t pid;
    if (int err = ::posix_spawnp(&pid, prog.c_str(), nullptr, nullptr, argv, environ))
        throw std::system_error(err, std::generic_category(), prog);
    int status;
    while (::waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            throw std::system_error(errno, std::generic_category(), "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static bool emit(const fs::path &pdf, std::ostream &to)
{
    std::error_code ec;
    auto size = fs::file_size(pdf, ec);
    std::clog << pdf.filename() << ": " << (ec ? std::string("no") : std::to_string(size)) << " bytes\n";

    std::ifstream in(pdf, std::ios::binary);
    if (!in)
        return false;
    to << in.rdbuf();
    return static_cast<bool>(to);
}

int main()
{
    try {
        Scratch scratch;
        stage_default_style(scratch);
        fill(scratch, {{"Number", "2024-118"}, {"Total", "119.00"}});
        int rc = typeset(scratch);
        if (rc != 0)
            std::clog << "typesetter ended with " << rc << '\n';
        return emit(scratch.file("invoice.pdf"), std::cout) ? 0 : 1;
    } catch (const std::exception &e) {
        std::cerr << "invoice: " << e.what() << '\n';
        return 1;
    }
}
