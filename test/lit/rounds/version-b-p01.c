// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
#define THREADED
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zookeeper/zookeeper.h>

#define SEATS_PER_ROW 48

struct seatmap {
    char seats[SEATS_PER_ROW + 1];
};

static void row_path(char *out, size_t n, const char *show, int row)
{
    snprintf(out, n, "/theatre/%s/rows/%d", show, row);
}

static int load_row(zhandle_t *zh, const char *path, struct seatmap *m, struct Stat *st)
{
    int len = SEATS_PER_ROW;
    int rc = zoo_get(zh, path, 0, m->seats, &len, st);
    if (rc != ZOK)
        return rc;
    if (len < 0)
        len = 0;
    m->seats[len] = '\0';
    return ZOK;
}

int row_create(zhandle_t *zh, const char *show, int row)
{
    char path[256];
    char blank[SEATS_PER_ROW];

    row_path(path, sizeof path, show, row);
    memset(blank, '.', sizeof blank);
    int rc = zoo_create(zh, path, blank, (int)sizeof blank, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0);
    if (rc == ZNODEEXISTS)
        return ZOK;
    return rc;
}

int seat_reserve(zhandle_t *zh, const char *show, int row, int seat)
{
    char path[256];
    struct seatmap m;
    struct Stat st;

    row_path(path, sizeof path, show, row);
    for (int attempt = 0; attempt < 5; attempt++) {
        int rc = load_row(zh, path, &m, &st);
        if (rc != ZOK)
            return rc;
        if (m.seats[seat] != '.')
            return ZNODEEXISTS;
        m.seats[seat] = 'R';
        rc = zoo_set(zh, path, m.seats, (int)strlen(m.seats), st.version);
        if (rc != ZBADVERSION)
            return rc;
    }
    return ZOPERATIONTIMEOUT;
}

int seat_release(zhandle_t *zh, const char *show, int row, int seat)
{
    char path[256];
    struct seatmap m;
    struct Stat st;

    row_path(path, sizeof path, show, row);
    int rc = load_row(zh, path, &m, &st);
    if (rc != ZOK)
        return rc;
    if (m.seats[seat] == '.')
        return ZOK;
    m.seats[seat] = '.';
    return zoo_set(zh, path, m.seats, (int)strlen(m.seats), -1); // EXPECT: unversioned-write
}

int row_retire(zhandle_t *zh, const char *show, int row)
{
    char path[256];
    struct seatmap m;
    struct Stat st;

    row_path(path, sizeof path, show, row);
    int rc = load_row(zh, path, &m, &st);
    if (rc != ZOK)
        return rc;
    if (strchr(m.seats, 'R') != NULL)
        return ZNOTEMPTY;
    return zoo_delete(zh, path, st.version);
}
