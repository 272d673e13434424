// RUN: %tocsin %s
// STD: gnu17
/* Asynchronous handlers against the main flow; one thread, several signals. */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
struct child_table { volatile sig_atomic_t live; volatile sig_atomic_t zombies; };
static volatile sig_atomic_t pending;
static volatile sig_atomic_t ticks;
static volatile sig_atomic_t flags;
static volatile sig_atomic_t got_hup;
static atomic_int winch;
static struct child_table kids;
static struct child_table *kids_ref = &kids;
static int wake[2];
#define FL_ALRM 1
#define FL_MAIN 2
static void on_usr1(int s) { (void)s; pending++; }
static void on_alrm(int s) { (void)s; ticks++; flags |= FL_ALRM; }
static void on_chld(int s) { (void)s; kids.zombies++; kids.live--; }
static void on_winch(int s) { (void)s; atomic_fetch_add(&winch, 1); }
static void on_hup(int s) { (void)s; got_hup = 1; }
static sigset_t block_one(int sig) {
  sigset_t set, old;
  sigemptyset(&set);
  sigaddset(&set, sig);
  sigprocmask(SIG_BLOCK, &set, &old);
  return old;
}
static void on_term(int s) {
  char c = (char)s;
  if (write(wake[1], &c, 1) < 0) _exit(2);
}

/* counter taken down by one in the main flow */
static int take_pending(void) {
  if (pending == 0) return 0;
  pending--; // EXPECT: lost-update
  return 1;
}
static int take_pending_masked(void) {
  sigset_t set, old;
  int took = 0;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, &old);
  if (pending > 0) {
    pending--;
    took = 1;
  }
  sigprocmask(SIG_SETMASK, &old, NULL);
  return took;
}

/* fork: the handler may run before the parent counts the child */
static pid_t spawn(void) {
  pid_t p = fork();
  if (p == 0) _exit(0);
  if (p > 0) kids.live++; // EXPECT: lost-update
  return p;
}
static pid_t spawn_masked(void) {
  sigset_t old = block_one(SIGCHLD);
  pid_t p = fork();
  if (p == 0) {
    sigprocmask(SIG_SETMASK, &old, NULL);
    _exit(0);
  }
  if (p > 0) kids.live++;
  sigprocmask(SIG_SETMASK, &old, NULL);
  return p;
}

/* through a pointer, copied to a local and written back */
static void reap(void) {
  int n = kids_ref->zombies;
  while (n > 0 && waitpid(-1, NULL, WNOHANG) > 0) n--;
  kids_ref->zombies = n; // EXPECT-MISS: lost-update
}
static void reap_masked(void) {
  sigset_t old = block_one(SIGCHLD);
  int n = kids_ref->zombies;
  while (n > 0 && waitpid(-1, NULL, WNOHANG) > 0) n--;
  kids_ref->zombies = n;
  sigprocmask(SIG_SETMASK, &old, NULL);
}

/* neighbouring bits of one word */
static void mark_main(void) { flags |= FL_MAIN; } // EXPECT: lost-update

static void mark_main_masked(void) {
  sigset_t old = block_one(SIGALRM);
  flags |= FL_MAIN;
  sigprocmask(SIG_SETMASK, &old, NULL);
}

/* atomic counter */
static int winch_take(void) {
  int n = atomic_load(&winch);
  if (n > 0) atomic_store(&winch, n - 1); // EXPECT: split-atomic
  return n;
}
static int winch_take_all(void) { return atomic_exchange(&winch, 0); }

/* flag cleared before the work, so a later signal is kept */
static void poll_hup(void) {
  if (got_hup) {
    got_hup = 0;
    puts("reload");
  }
}
static void install(int sig, void (*fn)(int)) {
  struct sigaction sa = {.sa_handler = fn, .sa_flags = SA_RESTART};
  sigfillset(&sa.sa_mask);
  sigaction(sig, &sa, NULL);
}

int main(void) {
  char c;
  if (pipe(wake)) return 1;
  install(SIGUSR1, on_usr1), install(SIGALRM, on_alrm), install(SIGCHLD, on_chld);
  install(SIGWINCH, on_winch), install(SIGHUP, on_hup), install(SIGTERM, on_term);
  while (read(wake[0], &c, 1) == 1 && c != SIGTERM) {
    while (take_pending() || take_pending_masked()) spawn_masked();
    if (spawn() < 0) break;
    reap(), reap_masked(), mark_main(), mark_main_masked(), poll_hup();
    if (winch_take() + winch_take_all() > ticks) puts("resize");
  }
  return 0;
}
