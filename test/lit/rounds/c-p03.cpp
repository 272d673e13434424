// RUN: %tocsin %s
// STD: c++20
// Profile editor: "Save as new profile" must never overwrite one of the user's profiles.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace fs = std::filesystem;

class ProfileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Profile {
public:
    explicit Profile(fs::path base) : base_(std::move(base)) {}

    void set(const std::string& key, std::string value) { values_[key] = std::move(value); }

    void saveAs(const std::string& name)
    {
        if (name.empty() || name.find('/') != std::string::npos)
            throw ProfileError("bad profile name");
        file_ = base_ / (name + ".profile");
        if (fs::exists(file_))
            throw ProfileError("profile '" + name + "' is already there");
        writeOut();
    }

    void renameTo(const std::string& name)
    {
        const fs::path next = base_ / (name + ".profile");
        std::error_code ec;
        const bool taken = fs::exists(next, ec);
        if (taken || ec)
            throw ProfileError("name '" + name + "' cannot be taken");
        fs::rename(file_, next); // EXPECT: file-toctou
        file_ = next;
    }

    const fs::path& file() const { return file_; }

private:
    void writeOut() const
    {
        std::ofstream out(file_, std::ios::binary); // EXPECT: file-toctou
        if (!out)
            throw ProfileError("cannot create " + file_.string());
        out << "[profile]\n";
        for (const auto& [k, v] : values_)
            out << k << '=' << v << '\n';
        if (!out.flush())
            throw ProfileError("short write");
    }

    fs::path base_;
    fs::path file_;
    std::map<std::string, std::string> values_;
};

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: %s DIR NAME [KEY VALUE]...\n", argv[0]);
        return 2;
    }
    try {
        Profile p{argv[1]};
        for (int i = 3; i + 1 < argc; i += 2)
            p.set(argv[i], argv[i + 1]);
        p.saveAs(argv[2]);
        std::printf("saved %s\n", p.file().c_str());
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return 0;
}
