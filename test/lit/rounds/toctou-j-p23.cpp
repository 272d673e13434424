// RUN: %tocsin %s
// STD: c++20
// Unpacks an archive beside its destination and moves the finished tree into place.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace unpack {

namespace fs = std::filesystem;

struct Member {
    std::string name;
    bool directory = false;
    fs::perms mode = fs::perms::owner_all;
    std::vector<char> data;
};

[[noreturn]] static void raise(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

// Scratch directory, removed on scope exit unless handed over.
class Staging {
public:
    explicit Staging(const fs::path& beside)
    {
        std::string tmpl = (beside / ".unpack-XXXXXX").string();
        if (!::mkdtemp(tmpl.data()))
            raise(tmpl);
        dir_ = tmpl;
    }
    ~Staging()
    {
        std::error_code ec;
        if (!dir_.empty())
            fs::remove_all(dir_, ec);
    }
    Staging(const Staging&) = delete;
    const fs::path& dir() const { return dir_; }
    void handedOver() { dir_.clear(); }

private:
    fs::path dir_;
};

static bool plainName(const std::string& n)
{
    const fs::path p(n);
    if (n.empty() || p.is_absolute())
        return false;
    for (const auto& c : p)
        if (c == ".." || c == ".")
            return false;
    return true;
}

void extract(std::span<const Member> members, const fs::path& dest)
{
    Staging st(dest.parent_path());

    for (const auto& m : members) {
        if (!plainName(m.name))
            throw std::runtime_error("bad member name: " + m.name);
        const fs::path target = st.dir() / m.name;
        if (m.directory) {
            if (!fs::exists(target) && !fs::create_directory(target))
                throw std::runtime_error("cannot create " + target.string());
            continue;
        }
        if (fs::exists(fs::symlink_status(target)))
            throw std::runtime_error("duplicate member: " + m.name);
        std::ofstream out(target, std::ios::binary);
        out.write(m.data.data(), static_cast<std::streamsize>(m.data.size()));
        out.close();
        if (!out)
            throw std::runtime_error("cannot write " + target.string());
        fs::permissions(target, m.mode);
    }

    if (fs::exists(dest))
        throw std::runtime_error(dest.string() + " exists");
    if (::renameat2(AT_FDCWD, st.dir().c_str(), AT_FDCWD, dest.c_str(), RENAME_NOREPLACE) < 0)
        raise(dest.string());
    st.handedOver();
}

} // namespace unpack
