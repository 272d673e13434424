// STD: c++20
#include "restorejob.h"
#include <cstdio>

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s TARGET\n", argv[0]);
        return 2;
    }
    vaultkeep::RestoreJob job(argv[1]);
    if (!job.begin()) {
        std::fprintf(stderr, "%s\n", job.lastError().toUtf8());
        return 1;
    }
    auto st = job.run();
    std::printf("%d written, %d skipped, %d failed\n", st.written, st.skipped, st.failed);
    return st.failed != 0;
}
