// RUN: %tocsin %s
// STD: gnu17
/* netctl: setuid-root front end, runs site hook programs */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_ARGS 16

struct profile {
    char iface[32];
    char addr[64];
    char hook[256];
};

static int die(const char *what)
{
    fprintf(stderr, "netctl: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int load_profile(const char *file, struct profile *p)
{
    char line[512], key[64], val[256];
    FILE *fp;

    /* real uid must be able to read it */
    if (access(file, R_OK) < 0)
        return -1;
    if ((fp = fopen(file, "r")) == NULL) // EXPECT: file-toctou
        return -1;
    memset(p, 0, sizeof *p);
    while (fgets(line, sizeof line, fp)) {
        if (sscanf(line, "%63[^=]=%255s", key, val) != 2) {
            fprintf(stderr, "netctl: ignored: %s", line);
            continue;
        }
        if (strcmp(key, "iface") == 0)
            snprintf(p->iface, sizeof p->iface, "%.31s", val);
        else if (strcmp(key, "addr") == 0)
            snprintf(p->addr, sizeof p->addr, "%.63s", val);
        else if (strcmp(key, "hook") == 0)
            snprintf(p->hook, sizeof p->hook, "%s", val);
    }
    fclose(fp);
    return 0;
}

static int run_hook(const struct profile *p)
{
    char *args[4];
    char *env[] = { "PATH=/usr/sbin:/usr/bin", NULL };
    struct stat sb;
    int trusted, status;
    pid_t pid;

    if (stat(p->hook, &sb) < 0)
        return errno == ENOENT ? 0 : -1;
    trusted = sb.st_uid == 0 && (sb.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    if (!trusted) {
        fprintf(stderr, "netctl: %s: not owned by root\n", p->hook);
        return -1;
    }

    args[0] = (char *)p->hook;
    args[1] = (char *)p->iface;
    args[2] = (char *)p->addr;
    args[3] = NULL;
    pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        execve(p->hook, args, env); // EXPECT: file-toctou
        _exit(127);
    }
    if (waitpid(pid, &status, 0) < 0)
        die("waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(int argc, char **argv)
{
    struct profile prof;

    if (argc != 2)
        return 64;
    if (load_profile(argv[1], &prof) < 0)
        die(argv[1]);
    if (prof.hook[0] && run_hook(&prof) != 0)
        return 1;
    printf("%s up (%s)\n", prof.iface, prof.addr);
    return 0;
}
