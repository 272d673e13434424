// STD: gnu17
/* usermnt: installed setuid root, lets users mount listed removable devices */
#include "mnt.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static void do_mount(const struct mnt_req *rq)
{
    uid_t caller = getuid();

    if (!device_listed(rq->device))
        fatal(1, "%s: not in table", rq->device);
    if (caller != 0 && !point_belongs_to(rq->point, caller))
        fatal(1, "%s: not a directory you own", rq->point);

    if (mount(rq->device, rq->point, rq->fstype, rq->flags, NULL) < 0) // EXPECT: file-toctou
        fatal(2, "mount %s: %s", rq->point, strerror(errno));
}

int main(int argc, char **argv)
{
    struct mnt_req rq;

    if (geteuid() != 0)
        fatal(1, "must be installed setuid root");
    if (argc != 3)
        fatal(64, "usage: usermnt device directory");
    rq.device = argv[1];
    rq.point = argv[2];
    rq.fstype = "vfat";
    rq.flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    do_mount(&rq);
    printf("%s on %s\n", rq.device, rq.point);
    return 0;
}
