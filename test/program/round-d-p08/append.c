#include "note.h"
#include <stdio.h>
#include <time.h>

int note_append(const char *path, const char *text)
{
    char stamp[32];
    time_t t = time(NULL);
    struct tm tm;
    FILE *f = fopen(path, "a"); // EXPECT: file-toctou

    if (f == NULL)
        return -1;
    localtime_r(&t, &tm);
    strftime(stamp, sizeof stamp, "%F %T", &tm);
    fprintf(f, "[%s] %s\n", stamp, text);
    return fclose(f);
}
