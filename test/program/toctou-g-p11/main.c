// STD: gnu17
#include "rotate.h"
#include <pwd.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    log_target t;
    struct passwd *pw;

    if (argc != 4) {
        fprintf(stderr, "usage: rotate user dir file\n");
        return 64;
    }
    if ((pw = getpwnam(argv[1])) == NULL)
        return 67;
    t.uid = pw->pw_uid;
    t.gid = pw->pw_gid;
    t.mode = 0640;
    t.dir = argv[2];
    t.file = argv[3];
    return rotate_apply(&t) < 0;
}
