// RUN: %tocsin %s
// STD: gnu17
/* if-hookd: run administrator hooks when a network link changes state */
#define _GNU_SOURCE
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define MAX_HOOKS 32

typedef struct {
    char *command;
    unsigned timeout;
} Hook;

typedef struct {
    Hook   hooks[MAX_HOOKS];
    size_t count;
} HookTable;

static bool LoadTable(HookTable *t, const char *conf)
{
    char line[512];
    FILE *fp = fopen(conf, "re");

    if (!fp)
        return false;
    while (t->count < MAX_HOOKS && fgets(line, sizeof line, fp)) {
        char *save = NULL;
        char *cmd = strtok_r(line, " \t\r\n", &save);
        char *tmo = strtok_r(NULL, " \t\r\n", &save);

        if (!cmd || *cmd == '#')
            continue;
        t->hooks[t->count].command = strdup(cmd);
        t->hooks[t->count].timeout = tmo ? (unsigned)strtoul(tmo, NULL, 10) : 30;
        if (t->hooks[t->count].command)
            t->count++;
    }
    fclose(fp);
    return true;
}

static bool IsAdminScript(const char *file)
{
    struct stat info;

    if (stat(file, &info) != 0) {
        syslog(LOG_NOTICE, "hook %s: %s", file, strerror(errno));
        return false;
    }
    return S_ISREG(info.st_mode) && info.st_uid == 0 &&
           (info.st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
           (info.st_mode & S_IXUSR) != 0;
}

static int RunHooks(const HookTable *t, const char *iface, const char *state)
{
    int bad = 0;

    for (size_t i = 0; i < t->count; i++) {
        const Hook *h = &t->hooks[i];
        bool trusted = IsAdminScript(h->command);
        int status = 0;
        pid_t child;

        if (!trusted) {
            syslog(LOG_WARNING, "hook %s not trusted, skipped", h->command);
            bad++;
            continue;
        }
        child = fork();
        if (child == -1)
            return -1;
        if (child == 0) {
            char *const args[] = { h->command, (char *)iface, (char *)state, NULL };
            char *const env[] = { "PATH=/usr/sbin:/usr/bin", NULL };

            alarm(h->timeout);
            execve(h->command, args, env); // EXPECT: file-toctou
            _exit(127);
        }
        while (waitpid(child, &status, 0) == -1 && errno == EINTR)
            ;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
            bad++;
    }
    return bad;
}

int main(int argc, char **argv)
{
    static HookTable table;

    if (argc != 4) {
        fprintf(stderr, "usage: if-hookd conf iface up|down\n");
        return 2;
    }
    openlog("if-hookd", LOG_PID, LOG_DAEMON);
    if (!LoadTable(&table, argv[1])) {
        perror(argv[1]);
        return 1;
    }
    return RunHooks(&table, argv[2], argv[3]) == 0 ? 0 : 1;
}
