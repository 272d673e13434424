// RUN: %tocsin %s
// STD: gnu17
/* Log indexer: configuration is parsed up front, worker threads count lines. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORKERS 8

static struct {
    int workers;
    int verbose;
    unsigned options_seen;
    char *root;
} config;

static pthread_once_t tables_once = PTHREAD_ONCE_INIT;
static unsigned char class_of[256];
static unsigned class_count;

static _Thread_local unsigned long thread_lines;
static _Thread_local char *scratch;

static pthread_mutex_t totals_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned long total_lines;
static unsigned long total_words;
static unsigned finished;

struct slice {
    int index;
    unsigned long words;
};

static void build_tables(void)
{
    for (int c = 0; c < 256; c++) {
        class_of[c] = (unsigned char)(c == ' ' || c == '\t');
        if (class_of[c])
            class_count++;
    }
}

static void parse_option(const char *arg)
{
    config.options_seen++;
    if (strcmp(arg, "-v") == 0)
        config.verbose++;
    else if (config.workers < MAX_WORKERS)
        config.workers++;
    if (!config.root)
        config.root = strdup("/var/log");
}

static char *scratch_get(void)
{
    if (!scratch)
        scratch = malloc(256);
    return scratch;
}

static void index_line(struct slice *s, const char *line)
{
    pthread_once(&tables_once, build_tables);
    char *buf = scratch_get();
    if (!buf)
        return;
    snprintf(buf, 256, "%s", line);
    for (char *p = buf; *p; p++)
        if (class_of[(unsigned char)*p])
            s->words++;
    thread_lines++;
}

static void *worker(void *arg)
{
    struct slice *s = arg;
    for (int i = 0; i < 1000; i++)
        index_line(s, "GET /index.html 200 1532");

    pthread_mutex_lock(&totals_lock);
    total_lines += thread_lines;
    total_words = total_words + s->words;
    finished++;
    pthread_mutex_unlock(&totals_lock);
    free(scratch);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t tid[MAX_WORKERS];
    struct slice slices[MAX_WORKERS] = { 0 };

    for (int i = 1; i < argc; i++)
        parse_option(argv[i]);
    if (config.workers == 0)
        config.workers = 4;

    for (int i = 0; i < config.workers; i++) {
        slices[i].index = i;
        pthread_create(&tid[i], NULL, worker, &slices[i]);
    }
    for (int i = 0; i < config.workers; i++)
        pthread_join(tid[i], NULL);

    if (finished == (unsigned)config.workers)
        total_lines += config.options_seen;
    printf("%lu lines, %lu words, %u classes\n", total_lines, total_words, class_count);
    free(config.root);
    return 0;
}
