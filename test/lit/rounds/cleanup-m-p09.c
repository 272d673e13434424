// RUN: %tocsin %s
// STD: gnu17
/* reload.c - configuration generations of the relay daemon */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct relay_conf {
    struct relay_conf *next;
    unsigned long generation;
    int log_fd;
    int max_clients;
    char upstream[256];
};

struct cert_set {
    struct cert_set *next;
    unsigned long generation;
    int users;
    unsigned char *der;
    size_t der_len;
};

struct worker {
    pthread_t tid;
    struct relay_conf *conf;
    struct cert_set *certs;
};

static pthread_mutex_t conf_mu = PTHREAD_MUTEX_INITIALIZER;
static struct relay_conf *conf_all;
static struct relay_conf *conf_cur;
static struct cert_set *cert_all;
static struct cert_set *cert_cur;

static struct relay_conf *conf_parse(const char *path)
{
    struct relay_conf *c = calloc(1, sizeof(*c));
    FILE *f = fopen(path, "re");
    char log[256] = "/var/log/relayd.log";

    if (!c || !f || fscanf(f, "%255s %d %255s", c->upstream, &c->max_clients, log) < 2) {
        free(c);
        if (f)
            fclose(f);
        return NULL;
    }
    fclose(f);
    c->log_fd = open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    return c;
}

static void conf_destroy(struct relay_conf *c)
{
    if (c->log_fd >= 0)
        close(c->log_fd);
    free(c);
}

int conf_reload(const char *path)
{
    struct relay_conf *c = conf_parse(path), **pp;

    if (!c)
        return -1;
    pthread_mutex_lock(&conf_mu);
    c->generation = conf_cur ? conf_cur->generation + 1 : 1;
    c->next = conf_all;
    conf_all = c;
    conf_cur = c;

    pp = &conf_all;
    while (*pp) {
        struct relay_conf *old = *pp;

        if (old->generation < conf_cur->generation) {
            *pp = old->next;
            conf_destroy(old); // EXPECT: timestamp-cleanup
            continue;
        }
        pp = &old->next;
    }
    pthread_mutex_unlock(&conf_mu);
    return 0;
}

static void certs_collect(void)
{
    struct cert_set **pp = &cert_all;
    pthread_mutex_lock(&conf_mu);
    while (*pp) {
        struct cert_set *s = *pp;

        if (s->generation < cert_cur->generation && s->users == 0) {
            *pp = s->next;
            free(s->der);
            free(s);
            continue;
        }
        pp = &s->next;
    }
    pthread_mutex_unlock(&conf_mu);
}

static void worker_begin(struct worker *w)
{
    pthread_mutex_lock(&conf_mu);
    w->conf = conf_cur;
    w->certs = cert_cur;
    if (w->certs)
        w->certs->users++;
    pthread_mutex_unlock(&conf_mu);
}

static void worker_end(struct worker *w)
{
    pthread_mutex_lock(&conf_mu);
    if (w->certs)
        w->certs->users--;
    w->certs = NULL;
    pthread_mutex_unlock(&conf_mu);
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;

    for (;;) {
        worker_begin(w);
        dprintf(w->conf->log_fd, "relay to %s\n", w->conf->upstream);
        worker_end(w);
        usleep(1000);
    }
    return NULL;
}

int main(void)
{
    static struct worker w[4];
    if (conf_reload("/etc/relayd.conf") < 0)
        return 1;
    for (int i = 0; i < 4; i++)
        pthread_create(&w[i].tid, NULL, worker_main, &w[i]);
    for (;;) {
        sleep(30);
        conf_reload("/etc/relayd.conf");
        if (cert_cur)
            certs_collect();
    }
}
