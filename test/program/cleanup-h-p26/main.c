// STD: gnu17
#include "tidy.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int tidy_load(const char *conf, struct tidy_rule *rules, int max)
{
    FILE *f = fopen(conf, "r");
    char root[256], flag[16];
    long days;
    int n = 0;

    if (!f)
        return -1;
    while (n < max && fscanf(f, "%255s %ld %15s", root, &days, flag) == 3) {
        rules[n].root = strdup(root);
        rules[n].days = days;
        rules[n].dirs = strcmp(flag, "dirs") == 0;
        if (rules[n].root && days > 0)
            n++;
    }
    fclose(f);
    return n;
}

int main(int argc, char **argv)
{
    struct tidy_rule rules[32];
    int i, n;

    n = tidy_load(argc > 1 ? argv[1] : "/etc/render/tidy.conf", rules, 32);
    if (n < 0) {
        perror("tidy.conf");
        return 1;
    }
    for (i = 0; i < n; i++)
        if (tidy_run(&rules[i]) != 0)
            perror(rules[i].root);
    printf("files %lu dirs %lu failed %lu\n", tidy_files, tidy_dirs, tidy_failed);
    return tidy_failed ? 2 : 0;
}
