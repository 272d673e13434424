// RUN: %tocsin %s
// STD: gnu17
/*
 * Headword interning for a dictionary server.
 * Entries live until exit; an atom's number never changes.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBUCKET 1031
#define NLOOKUP 4

typedef struct atom Atom;
struct atom {
    Atom *next;
    unsigned hash;
    int number;
    long uses;
    char text[1];
};

static pthread_rwlock_t tab_lock = PTHREAD_RWLOCK_INITIALIZER;
static Atom *bucket[NBUCKET];
static int natoms;

static unsigned
hash_text(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h;
}

static Atom *
find(unsigned h, const char *s)
{
    Atom *a;
    for (a = bucket[h % NBUCKET]; a; a = a->next)
        if (a->hash == h && strcmp(a->text, s) == 0)
            return a;
    return NULL;
}

static Atom *
add(unsigned h, const char *s)
{
    size_t len = strlen(s);
    Atom *a = malloc(sizeof *a + len);
    if (!a)
        return NULL;
    a->hash = h;
    a->uses = 0;
    memcpy(a->text, s, len + 1);
    a->number = natoms++;
    a->next = bucket[h % NBUCKET];
    bucket[h % NBUCKET] = a;
    return a;
}

static int
intern(const char *s)
{
    unsigned h = hash_text(s);
    Atom *a;
    int n = -1;

    pthread_rwlock_rdlock(&tab_lock);
    a = find(h, s);
    pthread_rwlock_unlock(&tab_lock);
    if (a)
        return a->number;

    pthread_rwlock_wrlock(&tab_lock);
    a = find(h, s);
    if (!a)
        a = add(h, s);
    if (a)
        n = a->number;
    pthread_rwlock_unlock(&tab_lock);
    return n;
}

static void
credit(const char *s, long n)
{
    unsigned h = hash_text(s);
    Atom *a;
    int absent;

    pthread_rwlock_rdlock(&tab_lock);
    absent = find(h, s) == NULL;
    pthread_rwlock_unlock(&tab_lock);
    if (absent)
        return;
    pthread_rwlock_wrlock(&tab_lock);
    if ((a = find(h, s)) != NULL)
        a->uses += n;
    pthread_rwlock_unlock(&tab_lock);
}

static const char *words[] = {
    "abacus", "abaft", "abalone", "abandon", "abase", "abash", "abate", "abbey"
};

static void *
lookup_main(void *arg)
{
    long round, i;
    long seed = *(long *)arg;
    for (round = 0; round < 10000; round++) {
        for (i = 0; i < 8; i++) {
            const char *w = words[(i + seed) % 8];
            if (intern(w) < 0)
                return arg;
            credit(w, 1);
        }
    }
    return NULL;
}

int
main(void)
{
    pthread_t th[NLOOKUP];
    long seed[NLOOKUP];
    long i;
    Atom *a;

    add(hash_text(""), "");
    for (i = 0; i < NLOOKUP; i++) {
        seed[i] = i;
        if (pthread_create(&th[i], NULL, lookup_main, &seed[i]) != 0)
            return 1;
    }
    for (i = 0; i < NLOOKUP; i++)
        pthread_join(th[i], NULL);
    natoms--;
    if ((a = find(hash_text("abbey"), "abbey")) != NULL)
        printf("%d headwords, abbey %ld\n", natoms, a->uses);
    return 0;
}
