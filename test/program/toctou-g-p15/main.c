// STD: gnu17
/* shellrc: setuid helper, updates the caller's start-up file and stamps the site registry */
#include "priv.h"
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REGISTRY "/var/lib/shellrc/registry"

static int stamp_registry(const char *user)
{
    int fd, rc;

    rc_describe(REGISTRY);
    fd = open(REGISTRY, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return -1;
    rc = dprintf(fd, "%s\n", user) < 0 ? -1 : 0;
    close(fd);
    return rc;
}

int main(void)
{
    struct passwd *pw = getpwuid(getuid());
    char path[512];
    int fd;

    if (!pw)
        return 67;
    snprintf(path, sizeof path, "%s/.shellrc", pw->pw_dir);
    fd = rc_open_for_user(path, pw->pw_uid, pw->pw_gid);
    if (fd < 0) {
        fprintf(stderr, "shellrc: %s: %s\n", path, strerror(errno));
        return 1;
    }
    if (rc_rewrite(fd, "# managed\n. /etc/shellrc.d/site\n") < 0)
        perror("shellrc");
    close(fd);
    return stamp_registry(pw->pw_name) < 0;
}
