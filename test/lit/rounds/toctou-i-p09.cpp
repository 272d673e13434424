// RUN: %tocsin %s
// STD: c++20
// Bundle installer: writes the members of a flat add-on bundle below the application root.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

struct Member {
    std::string name;
    unsigned mode = 0644;
    std::vector<char> data;
};

class BundleReader {
public:
    explicit BundleReader(std::istream &in) : in_(in) {}

    bool next(Member &m)
    {
        std::size_t len = 0;
        if (!(in_ >> m.name >> std::oct >> m.mode >> std::dec >> len))
            return false;
        in_.get();
        if (len > (64u << 20))
            throw std::runtime_error("member too large: " + m.name);
        m.data.resize(len);
        in_.read(m.data.data(), static_cast<std::streamsize>(len));
        return in_.gcount() == static_cast<std::streamsize>(len);
    }

private:
    std::istream &in_;
};

class Installer {
public:
    explicit Installer(const fs::path &root) : root_(fs::canonical(root)) {}

    void install(const Member &m)
    {
        const fs::path target = root_ / m.name;
        if (!inside(fs::weakly_canonical(target)))
            throw std::runtime_error("member leaves the root: " + m.name);

        std::ofstream out(target, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
        if (!out)
            throw std::runtime_error("cannot create " + target.string());
        out.write(m.data.data(), static_cast<std::streamsize>(m.data.size()));
        out.close();
        if (!out)
            throw std::runtime_error("short write on " + target.string());

        fs::permissions(target, static_cast<fs::perms>(m.mode & 0755)); // EXPECT: create-then-name
        ++count_;
    }

    std::size_t count() const { return count_; }

private:
    bool inside(const fs::path &p) const
    {
        auto r = std::mismatch(root_.begin(), root_.end(), p.begin(), p.end());
        return r.first == root_.end();
    }

    fs::path root_;
    std::size_t count_ = 0;
};

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    try {
        std::ifstream in(argv[1], std::ios::binary);
        if (!in)
            throw std::runtime_error("cannot read bundle");
        BundleReader reader(in);
        Installer inst(argv[2]);
        Member m;
        while (reader.next(m))
            inst.install(m);
        std::cout << inst.count() << " files installed\n";
    } catch (const std::exception &e) {
        std::cerr << "bundle: " << e.what() << '\n';
        return 1;
    }
}
