// RUN: %tocsin %s
// STD: c++20
// purge: throws away build roots of users who left.
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <iostream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace purge {

struct DirCloser {
    void operator()(DIR* d) const { ::closedir(d); }
};
using Dir = std::unique_ptr<DIR, DirCloser>;

struct Report {
    std::size_t files = 0;
    std::size_t dirs = 0;
    std::vector<std::string> problems;
};

class TreeRemover {
public:
    explicit TreeRemover(Report& rep) : rep_(rep) {}

    void remove(const std::string& node)
    {
        struct stat sb {};
        if (::lstat(node.c_str(), &sb) != 0) {
            note(node);
            return;
        }
        if (S_ISDIR(sb.st_mode)) {
            empty(node);
            if (::rmdir(node.c_str()) == 0)
                ++rep_.dirs;
            else
                note(node);
            return;
        }
        if (::unlink(node.c_str()) == 0)
            ++rep_.files;
        else
            note(node);
    }

private:
    void empty(const std::string& dir)
    {
        Dir d(::opendir(dir.c_str())); // EXPECT: file-toctou
        if (!d) {
            note(dir);
            return;
        }
        while (const dirent* e = ::readdir(d.get())) {
            const std::string leaf = e->d_name;
            if (leaf == "." || leaf == "..")
                continue;
            remove(dir + "/" + leaf);
        }
    }

    void note(const std::string& what)
    {
        rep_.problems.push_back(what + ": " + std::strerror(errno));
    }

    Report& rep_;
};

} // namespace purge

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "usage: purge DIR...\n";
        return 2;
    }
    purge::Report rep;
    purge::TreeRemover remover(rep);
    for (int i = 1; i < argc; ++i)
        remover.remove(argv[i]);

    std::cout << rep.files << " files, " << rep.dirs << " directories removed\n";
    for (const auto& p : rep.problems)
        std::cerr << p << '\n';
    return rep.problems.empty() ? 0 : 1;
}
