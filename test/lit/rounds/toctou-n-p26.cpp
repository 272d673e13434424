// RUN: %tocsin %s
// STD: c++20
// "Save as" of the note editor: never replaces a file without being asked.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace notes {

enum class Saved { Done, Exists, Failed };

struct FileCloser {
    void operator()(std::FILE *f) const noexcept { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

static std::string ask(const std::string &question)
{
    std::cout << question << ' ' << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer;
}

static int open_flags(bool fresh)
{
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
    if (fresh)
        flags |= O_EXCL;
    return flags;
}

static File create_stream(const fs::path &p)
{
    return File(std::fopen(p.c_str(), "wxe"));
}

static Saved save_note(const fs::path &p, std::string_view text)
{
    if (fs::exists(p)) {
        std::cerr << p << " is already there\n";
        return Saved::Exists;
    }
    File f = create_stream(p);
    if (!f)
        return errno == EEXIST ? Saved::Exists : Saved::Failed;
    if (std::fwrite(text.data(), 1, text.size(), f.get()) != text.size() || std::fflush(f.get()) != 0)
        return Saved::Failed;
    return Saved::Done;
}

static Saved save_attachment(const fs::path &p, std::string_view data)
{
    bool fresh = ::access(p.c_str(), F_OK) != 0;
    if (!fresh)
        return Saved::Exists;
    int fd = ::open(p.c_str(), open_flags(fresh), 0644); // EXPECT-NOISE: file-toctou
    if (fd < 0)
        return errno == EEXIST ? Saved::Exists : Saved::Failed;
    ssize_t n = ::write(fd, data.data(), data.size());
    ::close(fd);
    return n == static_cast<ssize_t>(data.size()) ? Saved::Done : Saved::Failed;
}

static Saved duplicate(const fs::path &from, const fs::path &to)
{
    std::error_code ec;
    if (fs::exists(to, ec))
        return Saved::Exists;
    fs::copy_file(from, to, fs::copy_options::none, ec);
    if (ec == std::errc::file_exists)
        return Saved::Exists;
    return ec ? Saved::Failed : Saved::Done;
}

static Saved alias(const fs::path &note, const fs::path &name)
{
    std::error_code ec;
    if (fs::symlink_status(name, ec).type() != fs::file_type::not_found)
        return Saved::Exists;
    fs::create_symlink(note, name, ec);
    if (ec == std::errc::file_exists)
        return Saved::Exists;
    return ec ? Saved::Failed : Saved::Done;
}

} // namespace notes

int main()
{
    using notes::Saved;
    fs::path name = notes::ask("File name?");
    Saved s;
    while ((s = notes::save_note(name, "New note\n")) == Saved::Exists)
        name = notes::ask("Another name?");
    if (s == Saved::Failed) {
        std::cerr << name << ": " << std::strerror(errno) << '\n';
        return 1;
    }
    fs::path copy = name;
    copy += ".copy";
    fs::path bin = name;
    bin += ".bin";
    if (notes::duplicate(name, copy) == Saved::Failed || notes::save_attachment(bin, "\x7f") == Saved::Failed)
        return 1;
    return notes::alias(name, "latest-note") == Saved::Failed;
}
