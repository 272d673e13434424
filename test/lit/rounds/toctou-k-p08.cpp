// RUN: %tocsin %s
// STD: c++20
// Storage of the desktop password vault: vault, key file and exports.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;

namespace vault {

using Confirm = std::function<bool(const fs::path&)>;

class IoError : public std::system_error {
public:
    explicit IoError(const fs::path& p) : std::system_error(errno, std::generic_category(), p.string()) {}
};

static void putAll(int fd, const fs::path& label, std::span<const char> data) {
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw IoError(label);
        data = data.subspan(static_cast<std::size_t>(n));
    }
}

struct FdGuard {
    int fd;
    ~FdGuard() {
        if (fd >= 0) ::close(fd);
    }
};

class Store {
public:
    Store(fs::path dir, Confirm confirm) : dir_(std::move(dir)), confirm_(std::move(confirm)) {}

    void createKeyFile();
    void createRecoveryFile(const std::string& words) const;
    void save(const std::string& sealed) const;
    bool exportCsv(const fs::path& dest, const std::string& csv) const;
    bool exportJson(const fs::path& dest, const std::string& json) const;

private:
    fs::path dir_;
    Confirm confirm_;
    std::string key_;
};

void Store::createKeyFile() {
    std::random_device entropy;
    key_.resize(64);
    for (char& c : key_) c = static_cast<char>(entropy());

    const fs::path keyPath = dir_ / "vault.key";
    std::ofstream out(keyPath, std::ios::binary | std::ios::trunc);
    out.write(key_.data(), static_cast<std::streamsize>(key_.size()));
    out.close();
    if (!out) throw std::runtime_error("cannot write the key file");
    fs::permissions(keyPath, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
}

void Store::createRecoveryFile(const std::string& words) const {
    const fs::path p = dir_ / "recovery.txt";
    const FdGuard g{::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (g.fd < 0) throw IoError(p);
    putAll(g.fd, p, words);
}

void Store::save(const std::string& sealed) const {
    const fs::path target = dir_ / "vault.db";
    mode_t mode = 0600;
    struct stat before;
    if (::stat(target.c_str(), &before) == 0) mode = before.st_mode & 0777;

    std::string draft = (dir_ / ".vault.db.XXXXXX").string();
    {
        const FdGuard g{::mkostemp(draft.data(), O_CLOEXEC)};
        if (g.fd < 0) throw IoError(target);
        putAll(g.fd, draft, sealed);
        if (::fchmod(g.fd, mode) != 0 || ::fsync(g.fd) != 0) {
            ::unlink(draft.c_str());
            throw IoError(target);
        }
    }
    fs::rename(draft, target);
}

bool Store::exportCsv(const fs::path& dest, const std::string& csv) const {
    const bool clash = fs::exists(dest);
    if (clash && !confirm_(dest)) return false;

    std::ofstream out{dest, std::ios::trunc}; // EXPECT: file-toctou
    out << "title,user,secret\n" << csv;
    return static_cast<bool>(out.flush());
}

bool Store::exportJson(const fs::path& dest, const std::string& json) const {
    FdGuard g{::open(dest.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (g.fd < 0 && errno == EEXIST) {
        if (!confirm_(dest)) return false;
        g.fd = ::open(dest.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    }
    if (g.fd < 0) throw IoError(dest);
    putAll(g.fd, dest, json);
    return true;
}

} // namespace vault

int main(int argc, char** argv) {
    const char* home = std::getenv("HOME");
    if (home == nullptr || argc < 2) return 2;
    vault::Store store(fs::path(home) / ".local/share/vault", [](const fs::path& p) {
        std::cout << "Replace " << p << "? [y/N] " << std::flush;
        std::string answer;
        return std::getline(std::cin, answer) && answer == "y";
    });
    try {
        if (std::strcmp(argv[1], "init") == 0) {
            store.createKeyFile();
            store.createRecoveryFile("maple anchor violin\n");
            store.save("");
        } else if (argc > 2 && std::strcmp(argv[1], "csv") == 0) {
            return store.exportCsv(argv[2], "mail,ann,x\n") ? 0 : 1;
        } else if (argc > 2) {
            return store.exportJson(argv[2], "{}\n") ? 0 : 1;
        }
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
