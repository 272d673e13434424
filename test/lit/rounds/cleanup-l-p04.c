// RUN: %tocsin %s
// STD: gnu17
/* journal purge for the replication master; kept compilable with old compilers */
#include <sys/types.h>
#include <sys/stat.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FN_LEN 512

typedef struct log_reader {
    char               file[FN_LEN];
    long               offset;
    FILE              *fp;
    struct log_reader *next;
} LOG_READER;

typedef struct log_file {
    char             name[FN_LEN];
    struct log_file *next;
} LOG_FILE;

static pthread_mutex_t LOCK_index = PTHREAD_MUTEX_INITIALIZER;
static LOG_READER *readers;
static LOG_FILE   *index_head;          /* oldest first */

int log_index_append(const char *name)
{
    LOG_FILE *lf, **pp;
    if (!(lf = (LOG_FILE *)calloc(1, sizeof(*lf))))
        return 1;
    strncpy(lf->name, name, FN_LEN - 1);
    pthread_mutex_lock(&LOCK_index);
    for (pp = &index_head; *pp; pp = &(*pp)->next)
        ;
    *pp = lf;
    pthread_mutex_unlock(&LOCK_index);
    return 0;
}

int reader_attach(LOG_READER *r, const char *name)
{
    pthread_mutex_lock(&LOCK_index);
    if (!(r->fp = fopen(name, "rb"))) {
        pthread_mutex_unlock(&LOCK_index);
        return 1;
    }
    strncpy(r->file, name, FN_LEN - 1);
    r->offset = 0;
    r->next = readers;
    readers = r;
    pthread_mutex_unlock(&LOCK_index);
    return 0;
}

void reader_detach(LOG_READER *r)
{
    LOG_READER **pp;
    pthread_mutex_lock(&LOCK_index);
    for (pp = &readers; *pp; pp = &(*pp)->next)
        if (*pp == r) {
            *pp = r->next;
            break;
        }
    pthread_mutex_unlock(&LOCK_index);
    fclose(r->fp);
}

/* caller holds LOCK_index */
static int log_in_use(const char *name)
{
    LOG_READER *r;
    for (r = readers; r; r = r->next)
        if (!strcmp(r->file, name))
            return 1;
    return 0;
}

int purge_logs_before_date(time_t purge_time, const char *active_log)
{
    struct stat st;
    LOG_FILE *lf;
    int purged = 0;

    pthread_mutex_lock(&LOCK_index);
    while ((lf = index_head) != NULL) {
        if (!strcmp(lf->name, active_log))
            break;
        if (stat(lf->name, &st) != 0) {
            fprintf(stderr, "purge: cannot stat %s\n", lf->name);
            break;
        }
        if (!(st.st_mtime < purge_time))
            break;
        if (log_in_use(lf->name))
            break;
        unlink(lf->name); // EXPECT: file-toctou
        index_head = lf->next;
        free(lf);
        purged++;
    }
    pthread_mutex_unlock(&LOCK_index);
    return purged;
}
