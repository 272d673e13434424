// RUN: %tocsin %s
// STD: gnu17
// A helper blocks the signal; what runs outside of it is interrupted.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t pending, hups;
static long children;
static void on_chld(int s) {
  (void)s;
  children--;
  pending++;
}
static void on_hup(int s) {
  (void)s;
  hups = 1;
}
static void mask(int how) {
  sigset_t m;
  sigemptyset(&m);
  sigaddset(&m, SIGCHLD);
  sigprocmask(how, &m, NULL);
}
static void spawn(void) {
  children++; // EXPECT: lost-update
}
static void spawn_right(void) {
  mask(SIG_BLOCK);
  children++;
  mask(SIG_UNBLOCK);
}
static int take(void) {
  int n = pending;
  pending = pending - n; // EXPECT: lost-update
  return n;
}
static int take_right(void) {
  sigset_t m, o;
  sigemptyset(&m);
  sigaddset(&m, SIGCHLD);
  sigprocmask(SIG_BLOCK, &m, &o);
  int n = pending;
  pending = 0;
  sigprocmask(SIG_SETMASK, &o, NULL);
  return n;
}
int main(void) {
  struct sigaction sa;
  memset(&sa, 0, sizeof sa);
  sa.sa_handler = on_chld;
  sigaction(SIGCHLD, &sa, NULL);
  signal(SIGHUP, on_hup);
  for (;;) {
    spawn();
    spawn_right();
    if (hups) {
      hups = 0;
      printf("hup\n");
    }
    take();
    take_right();
    pause();
  }
}
