// RUN: %tocsin %s
// STD: c++20
// Transcoding farm worker: makes the output directory of each clip; several workers run at once
#include <cerrno>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <vector>

template <typename Fn>
void for_each_prefix(std::string_view path, Fn&& fn)
{
    for (std::size_t i = 1; i <= path.size(); ++i)
        if (i == path.size() || path[i] == '/')
            fn(std::string(path.substr(0, i)));
}

class OutputTree {
public:
    explicit OutputTree(std::string root) : root_(std::move(root)) {}

    void prepare(const std::string& clip)
    {
        for_each_prefix(root_ + "/" + clip, [this](const std::string& dir) { ensure(dir); });
    }
    std::size_t created() const { return made_.size(); }

private:
    void ensure(const std::string& dir)
    {
        struct stat st;
        if (::stat(dir.c_str(), &st) == 0) {
            if (!S_ISDIR(st.st_mode))
                throw std::runtime_error(dir + " is in the way");
            return;
        }
        if (::mkdir(dir.c_str(), 0755) != 0) // EXPECT: file-toctou
            throw std::system_error(errno, std::generic_category(), "mkdir " + dir);
        made_.push_back(dir);
    }

    std::string root_;
    std::vector<std::string> made_;
};

int main(int argc, char** argv)
{
    OutputTree tree("/var/tmp/farm/out");
    try {
        for (int i = 1; i < argc; ++i)
            tree.prepare(argv[i]);
    } catch (const std::exception& e) {
        std::cerr << "worker: " << e.what() << '\n';
        return 1;
    }
    std::cout << tree.created() << " directories\n";
}
