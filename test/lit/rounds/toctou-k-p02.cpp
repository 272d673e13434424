// RUN: %tocsin %s
// STD: c++20
// Configuration-file stage of the package manager: ships defaults, never replaces what the
// administrator (or the configuration agent that runs beside us) has put in place.
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <cstdlib>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace pkg {

enum class Presence { Missing, Present, Obstructed };
enum class Outcome { Installed, Kept, Skipped };

struct Conffile {
    fs::path relative;
    std::string content;
    bool machineLocal = false;
};

class ConffileStage {
public:
    explicit ConffileStage(fs::path root) : root_(std::move(root)) {}

    Outcome deploy(const Conffile& file) const;
    Outcome deployMachineLocal(const Conffile& file) const;
    Outcome stageUpgrade(const Conffile& file) const;

private:
    static Presence presence(const fs::path& p);
    void ensureParent(const fs::path& p) const;
    static void writeFully(int fd, std::string_view data);

    fs::path root_;
};

Presence ConffileStage::presence(const fs::path& p) {
    std::error_code ec;
    const fs::file_status st = fs::symlink_status(p, ec);
    if (st.type() == fs::file_type::not_found) return Presence::Missing;
    if (st.type() == fs::file_type::directory) return Presence::Obstructed;
    return Presence::Present;
}

void ConffileStage::ensureParent(const fs::path& p) const {
    const fs::path dir = p.parent_path();
    if (!fs::exists(dir)) fs::create_directories(dir);
}

void ConffileStage::writeFully(int fd, std::string_view data) {
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0) {
            if (errno == EINTR) continue;
            throw std::system_error(errno, std::generic_category(), "write");
        }
        data.remove_prefix(static_cast<std::size_t>(n));
    }
}

Outcome ConffileStage::deploy(const Conffile& file) const {
    const fs::path dst = root_ / file.relative;
    ensureParent(dst);
    switch (presence(dst)) {
    case Presence::Present:
        return Outcome::Kept;
    case Presence::Obstructed:
        return Outcome::Skipped;
    case Presence::Missing:
        break;
    }
    std::ofstream out(root_ / file.relative, std::ios::binary | std::ios::trunc); // EXPECT: file-toctou
    out << file.content;
    if (!out.flush()) throw std::runtime_error("cannot write " + dst.string());
    return Outcome::Installed;
}

Outcome ConffileStage::deployMachineLocal(const Conffile& file) const {
    const fs::path dst = root_ / file.relative;
    ensureParent(dst);
    switch (presence(dst)) {
    case Presence::Present:
        return Outcome::Kept;
    case Presence::Obstructed:
        return Outcome::Skipped;
    case Presence::Missing:
        break;
    }
    const int fd = ::open(dst.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0) {
        if (errno == EEXIST) return Outcome::Kept;
        throw std::system_error(errno, std::generic_category(), dst.string());
    }
    try {
        writeFully(fd, file.content);
    } catch (...) {
        ::close(fd);
        throw;
    }
    ::close(fd);
    return Outcome::Installed;
}

// The new default is put beside the edited file for the administrator to merge.
Outcome ConffileStage::stageUpgrade(const Conffile& file) const {
    fs::path pending = root_ / file.relative;
    pending += ".pkg-XXXXXX";
    std::string name = pending.string();
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) return Outcome::Skipped;
    writeFully(fd, file.content);
    ::fchmod(fd, 0644);
    ::close(fd);
    const fs::path shown = (root_ / file.relative).string() + ".pkg-new";
    fs::rename(name, shown);
    return Outcome::Installed;
}

} // namespace pkg

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const pkg::ConffileStage stage(argv[1]);
    const std::vector<pkg::Conffile> files = {
        {"etc/relayd/relayd.conf", "listen = 127.0.0.1\n"},
        {"etc/relayd/host.id", "unset\n", true},
    };
    for (const auto& f : files) {
        const auto r = f.machineLocal ? stage.deployMachineLocal(f) : stage.deploy(f);
        if (r == pkg::Outcome::Kept) stage.stageUpgrade(f);
    }
}
