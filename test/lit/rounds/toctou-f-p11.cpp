// RUN: %tocsin %s
// STD: c++20
// Moves the files of a renamed or renumbered account to the new ids. Runs as root
// on home directories whose owners may be logged in.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ftw.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace renum {

struct Renumber {
    uid_t fromUid = 0;
    uid_t toUid = 0;
    gid_t fromGid = 0;
    gid_t toGid = 0;
    bool dryRun = false;
};

struct Totals {
    unsigned long seen = 0;
    unsigned long changed = 0;
    unsigned long failed = 0;
};

thread_local const Renumber* activeJob = nullptr;
thread_local Totals totals;

static void complain(const char* path) {
    ++totals.failed;
    std::fprintf(stderr, "renumber: %s: %s\n", path, std::strerror(errno));
}

static int visit(const char* path, const struct stat* sb, int type, struct FTW*) {
    const Renumber& job = *activeJob;
    ++totals.seen;
    if (type == FTW_NS || type == FTW_DNR) {
        complain(path);
        return 0;
    }
    if (type == FTW_SL)
        return 0; // the link pass does these
    if (sb->st_uid != job.fromUid)
        return 0;
    if (job.dryRun) {
        std::printf("would change %s\n", path);
        return 0;
    }
    const gid_t gid = sb->st_gid == job.fromGid ? job.toGid : static_cast<gid_t>(-1);
    if (::chown(path, job.toUid, gid) != 0) { // EXPECT: file-toctou
        complain(path);
        return 0;
    }
    // chown drops the set-id bits of executables; directories keep theirs
    if (type == FTW_F && (sb->st_mode & (S_ISUID | S_ISGID))) {
        if (::chmod(path, sb->st_mode & 07777) != 0) // EXPECT: file-toctou
            complain(path);
    }
    ++totals.changed;
    return 0;
}

Totals renumberTree(const std::string& home, const Renumber& job) {
    activeJob = &job;
    totals = {};
    if (::nftw(home.c_str(), visit, 32, FTW_PHYS | FTW_MOUNT) != 0)
        complain(home.c_str());
    activeJob = nullptr;
    return totals;
}

} // namespace renum

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "usage: renumber HOME FROM TO [-n]\n");
        return 2;
    }
    renum::Renumber job;
    job.fromUid = job.fromGid = static_cast<uid_t>(std::strtoul(argv[2], nullptr, 10));
    job.toUid = job.toGid = static_cast<uid_t>(std::strtoul(argv[3], nullptr, 10));
    job.dryRun = argc > 4;
    const renum::Totals t = renum::renumberTree(argv[1], job);
    std::printf("%lu seen, %lu changed, %lu failed\n", t.seen, t.changed, t.failed);
    return t.failed != 0;
}
