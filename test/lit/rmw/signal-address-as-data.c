// RUN: %tocsin %s
// A function whose address is asked about is not called; one that is handed to
// be called is.

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

int symbol_of(const void *code, char *name, size_t n);
int for_each_fd(int (*each)(int fd));

static int opened;
static int closed;

static int note_open(int fd) {
  opened++;
  return fd;
}

static int note_close(int fd) {
  closed++;
  return fd;
}

static void on_usr1(int sig) {
  char name[64];
  if (symbol_of(note_open, name, sizeof name))
    write(2, name, 1);
}

static void on_usr2(int sig) {
  for_each_fd(note_close);
  write(2, "!", 1);
}

int main(void) {
  signal(SIGUSR1, on_usr1);
  signal(SIGUSR2, on_usr2);
  for (;;) {
    opened += 2;
    closed += 2; // EXPECT: lost-update
    pause();
  }
}
