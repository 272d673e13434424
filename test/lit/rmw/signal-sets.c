// RUN: %tocsin %s
// STD: gnu17
// A blocked signal keeps its own handler away, and nobody else.
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static volatile sig_atomic_t rings, reopen;
static atomic_int mails;
static long lines;

static void on_ring(int s) {
  (void)s;
  rings++;
  atomic_fetch_add(&mails, 1);
}
static void on_reopen(int s) { reopen = s; }
static void open_log(void) { write(2, "open\n", 5); }

void other_blocked(void) {
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, &old);
  rings--; // EXPECT: lost-update
  sigprocmask(SIG_SETMASK, &old, NULL);
}

void both_blocked(void) {
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGALRM);
  sigprocmask(SIG_SETMASK, &set, &old);
  rings--;
  sigprocmask(SIG_SETMASK, &old, NULL);
}

void all_blocked(void) {
  sigset_t set, old;
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, &old);
  rings--;
  sigprocmask(SIG_SETMASK, &old, NULL);
}

void cleared_behind(void) {
  if (reopen) {
    open_log();
    reopen = 0; // EXPECT: lost-update
  }
}

void cleared_before(void) {
  if (reopen) {
    reopen = 0;
    open_log();
  }
}

/* Nobody else takes any away. */
void read_mail(void) {
  if (atomic_load(&mails) > 0)
    atomic_fetch_sub(&mails, 1);
}

static void *count(void *arg) {
  sigset_t set;
  (void)arg;
  sigfillset(&set);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  for (int i = 0; i < 100; i++)
    lines++; // EXPECT: lost-update
  return NULL;
}

int main(void) {
  pthread_t t[2];
  signal(SIGALRM, on_ring);
  signal(SIGHUP, on_reopen);
  for (int i = 0; i < 2; i++)
    pthread_create(&t[i], NULL, count, NULL);
  for (;;) {
    pause();
    other_blocked(), both_blocked(), all_blocked();
    cleared_behind(), cleared_before();
    read_mail();
  }
}
