// RUN: %tocsin %s
// STD: gnu17
/*
 * score.c -- high score handling and level loading for "delve".
 * Installed setgid games; players may name a private score file.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define SCOREFILE "/var/games/delve/scores"
#define LOCKTRIES 20
#define CAN_WRITE(f) (access((f), W_OK) == 0)

struct level {
    char *cells;
    long ncells;
};

static char lockname[512];

static const char *
score_path(void)
{
    char *p;

    p = getenv("DELVESCORES");
    return (p != NULL && *p != '\0') ? p : SCOREFILE;
}

static int
lock_scores(const char *path)
{
    char owner[64], self[64];
    int tries;
    ssize_t n;

    snprintf(lockname, sizeof lockname, "%s.lck", path);
    snprintf(self, sizeof self, "%ld", (long)getpid());
    for (tries = 0; tries < LOCKTRIES; tries++) {
        if (symlink(self, lockname) == 0)
            return 0;
        if (errno != EEXIST)
            return -1;
        n = readlink(lockname, owner, sizeof owner - 1);
        if (n > 0) {
            owner[n] = '\0';
            if (kill((pid_t)atol(owner), 0) == -1 && errno == ESRCH) {
                /* left over from a crash */
                unlink(lockname); // EXPECT: file-toctou
                continue;
            }
        }
        sleep(1);
    }
    return -1;
}

static void
unlock_scores(void)
{
    unlink(lockname);
}

int
record_score(const char *player, long gold, int depth)
{
    const char *path;
    FILE *fp;

    path = score_path();
    if (!CAN_WRITE(path)) {
        fprintf(stderr, "delve: %s: %s\n", path, strerror(errno));
        return -1;
    }
    if (lock_scores(path) != 0)
        return -1;
    fp = fopen(path, "a"); // EXPECT: file-toctou
    if (fp == NULL) {
        unlock_scores();
        return -1;
    }
    fprintf(fp, "%s\t%ld\t%d\t%ld\n", player, gold, depth, (long)time(NULL));
    fclose(fp);
    unlock_scores();
    return 0;
}

int
load_level(struct level *lv, const char *file)
{
    struct stat sb;
    FILE *fp;
    long i;
    int c;

    if (stat(file, &sb) != 0)
        return -1;
    lv->cells = malloc((size_t)sb.st_size + 1);
    if (lv->cells == NULL)
        return -1;
    fp = fopen(file, "r"); // EXPECT: file-toctou
    if (fp == NULL) {
        free(lv->cells);
        return -1;
    }
    i = 0;
    while ((c = getc(fp)) != EOF)
        lv->cells[i++] = (char)c;
    lv->cells[i] = '\0';
    lv->ncells = i;
    fclose(fp);
    return 0;
}

int
main(int argc, char **argv)
{
    struct level lv;

    if (argc < 2 || load_level(&lv, argv[1]) != 0)
        return 1;
    printf("%ld cells\n", lv.ncells);
    free(lv.cells);
    return record_score("anon", lv.ncells * 3, 1) ? 1 : 0;
}
