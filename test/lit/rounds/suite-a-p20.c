// RUN: %tocsin %s
// STD: gnu17
/* One account, one lock; the path between reading and writing varies. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static long sum;
static const int kYes = 1;
static const int kNo = 0;
int g_yes = 1;

static int yes(void) { return 1; }

static void fl01(long n)
{
    long v;
    if (1) {
        pthread_mutex_lock(&mu);
        v = sum;
        pthread_mutex_unlock(&mu);
        pthread_mutex_lock(&mu);
        sum = v + n; // EXPECT: lost-update
        pthread_mutex_unlock(&mu);
    }
}

static void fl02(long n)
{
    long v = 0;
    pthread_mutex_lock(&mu);
    if (kYes)
        v = sum;
    pthread_mutex_unlock(&mu);
    if (kYes) {
        pthread_mutex_lock(&mu);
        sum = v - n; // EXPECT: lost-update
        pthread_mutex_unlock(&mu);
    }
}

static void fl03(long n)
{
    long v;
    pthread_mutex_lock(&mu);
    v = sum;
    if (g_yes) {
        pthread_mutex_unlock(&mu);
        printf("was %ld\n", v);
        pthread_mutex_lock(&mu);
    }
    sum = v + n; // EXPECT: lost-update
    pthread_mutex_unlock(&mu);
}

static void fl04(long n)
{
    int locked = 0;
    if (n > 10) {
        pthread_mutex_lock(&mu);
        locked = 1;
    }
    sum += n; // EXPECT: lost-update
    if (locked)
        pthread_mutex_unlock(&mu);
}

static void fl05(int op, long n)
{
    switch (op) {
    case 0:
        pthread_mutex_lock(&mu);
        sum += n;
        pthread_mutex_unlock(&mu);
        break;
    case 1:
        sum -= n; // EXPECT: lost-update
        break;
    default:
        break;
    }
}

static void fl06(long n)
{
    int i;
    for (i = 0; i < 1; i++) {
        pthread_mutex_lock(&mu);
        n += sum;
        pthread_mutex_unlock(&mu);
    }
    for (i = 0; i < 1; i++) {
        pthread_mutex_lock(&mu);
        sum = n; // EXPECT: lost-update
        pthread_mutex_unlock(&mu);
    }
}

static void fl07(long n)
{
    pthread_mutex_lock(&mu);
    if (n < 0)
        goto out;
    sum += n;
    pthread_mutex_unlock(&mu);
    return;
out:
    pthread_mutex_unlock(&mu);
    sum = sum / 2; // EXPECT: lost-update
}

static int fl08(long n)
{
    int enough;
    pthread_mutex_lock(&mu);
    enough = sum >= n;
    pthread_mutex_unlock(&mu);
    if (!enough)
        return -1;
    pthread_mutex_lock(&mu);
    sum -= n; // EXPECT: check-then-act
    pthread_mutex_unlock(&mu);
    return 0;
}

static void fl09(long n)
{
    long v;
    pthread_mutex_lock(&mu);
    v = yes() ? sum : 0;
    sum = v + n;
    pthread_mutex_unlock(&mu);
}

static int fl10(long n)
{
    int rc = -1;
    pthread_mutex_lock(&mu);
    if (sum < n)
        goto done;
    sum -= n;
    rc = 0;
done:
    pthread_mutex_unlock(&mu);
    return rc;
}

static void fl11(long n)
{
    long v;
    pthread_mutex_lock(&mu);
    v = sum;
    pthread_mutex_unlock(&mu);
    if (v < n)
        printf("low: %ld\n", v);
    pthread_mutex_lock(&mu);
    sum += n;
    pthread_mutex_unlock(&mu);
}

static void fl12(long n)
{
    long v;
    for (;;) {
        pthread_mutex_lock(&mu);
        v = sum;
        pthread_mutex_unlock(&mu);
        n = n * 3 + v;
        pthread_mutex_lock(&mu);
        if (sum == v) {
            sum = n;
            pthread_mutex_unlock(&mu);
            return;
        }
        pthread_mutex_unlock(&mu);
    }
}

static void fl13(long n)
{
    if (kNo)
        sum += n;
}

static void *entry(void *a)
{
    long n = (long)a;
    fl01(n); fl02(n); fl03(n); fl04(n); fl05((int)n, n); fl06(n); fl07(n); fl08(n);
    fl09(n); fl10(n); fl11(n); fl12(n); fl13(n);
    return NULL;
}

int main(void)
{
    pthread_t t[6];
    long i;
    for (i = 0; i < 6; i++)
        pthread_create(&t[i], NULL, entry, (void *)i);
    for (i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    return 0;
}
