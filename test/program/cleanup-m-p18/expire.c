// STD: gnu17
#include "staging.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int expire_rows(struct staging *s)
{
    int n = 0;

    if (sqlite3_exec(s->db, "DELETE FROM uploads WHERE created_at < strftime('%s','now') - 604800 AND state = 'done'", NULL, NULL, NULL) == SQLITE_OK)
        n += sqlite3_changes(s->db);
    if (sqlite3_exec(s->db, "DELETE FROM upload_parts WHERE created_at < strftime('%s','now') - 86400", NULL, NULL, NULL) == SQLITE_OK) // EXPECT: timestamp-cleanup
        n += sqlite3_changes(s->db);
    return n;
}

static int too_young(const char *path, time_t now, long max_age)
{
    struct stat st;

    if (lstat(path, &st) < 0 || !S_ISDIR(st.st_mode))
        return 1;
    return now - st.st_mtime < max_age;
}

int expire_dirs(struct staging *s, long max_age)
{
    char path[512], body[600];
    struct dirent *de;
    time_t now = time(NULL);
    DIR *d = opendir(s->root);
    int n = 0;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", s->root, de->d_name);
        if (too_young(path, now, max_age))
            continue;
        snprintf(body, sizeof(body), "%s/body", path);
        unlink(body); // EXPECT: timestamp-cleanup
        if (rmdir(path) == 0) // EXPECT-NOISE: file-toctou
            n++;
    }
    closedir(d);
    return n;
}
