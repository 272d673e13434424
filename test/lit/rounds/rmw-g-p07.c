// RUN: %tocsin %s
// STD: gnu17
/* hubd - gateway between a 868 MHz sensor dongle and the MQTT uplink */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HUB_RELOAD   0x01
#define HUB_PAIRING  0x02
#define HUB_UPLINK   0x04

static volatile sig_atomic_t rx_pending;
static volatile sig_atomic_t quit;
static volatile unsigned     hub_flags;
static unsigned long         frames_total;

extern int  dongle_read_frame(int fd, uint8_t *buf, size_t len);
extern int  uplink_publish(const uint8_t *buf, size_t len);
extern int  dongle_pair(int fd, int seconds);
extern int  uplink_connect(void);
extern void config_load(const char *path);

static void on_io(int sig)
{
	(void)sig;
	rx_pending++;
}

static void on_hup(int sig)
{
	(void)sig;
	hub_flags |= HUB_RELOAD;
}

/* the button on the front panel is wired to the supervisor, which signals us */
static void on_usr1(int sig)
{
	(void)sig;
	hub_flags |= HUB_PAIRING;
}

static void on_term(int sig)
{
	(void)sig;
	quit = 1;
}

static int install(int sig, void (*fn)(int))
{
	struct sigaction sa;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = fn;
	sigfillset(&sa.sa_mask);
	return sigaction(sig, &sa, NULL);
}

static void service_frames(int fd)
{
	uint8_t buf[64];

	while (rx_pending > 0) {
		int n = dongle_read_frame(fd, buf, sizeof buf);

		rx_pending--; // EXPECT: lost-update
		if (n <= 0)
			continue;
		frames_total++;
		if (uplink_publish(buf, (size_t)n) < 0)
			fprintf(stderr, "uplink: %s\n", strerror(errno));
	}
}

static void uplink_changed(int up)
{
	sigset_t all, old;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	if (up)
		hub_flags |= HUB_UPLINK;
	else
		hub_flags &= ~HUB_UPLINK;
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void maybe_pair(int fd)
{
	sigset_t all, old;
	int wanted;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &old);
	wanted = !!(hub_flags & HUB_PAIRING);
	hub_flags &= ~HUB_PAIRING;
	sigprocmask(SIG_SETMASK, &old, NULL);
	if (wanted)
		dongle_pair(fd, 60);
}

static void maybe_reload(const char *path)
{
	if (!(hub_flags & HUB_RELOAD))
		return;
	hub_flags &= ~HUB_RELOAD; // EXPECT: lost-update
	config_load(path);
}

int main(int argc, char **argv)
{
	const char *conf = argc > 1 ? argv[1] : "/etc/hubd.conf";
	sigset_t empty;
	int fd = open("/dev/ttyACM0", O_RDWR | O_NONBLOCK | O_ASYNC | O_CLOEXEC);

	if (fd < 0) {
		perror("dongle");
		return 1;
	}
	config_load(conf);
	if (install(SIGIO, on_io) || install(SIGHUP, on_hup) ||
	    install(SIGUSR1, on_usr1) || install(SIGTERM, on_term))
		return 1;
	fcntl(fd, F_SETOWN, getpid());
	uplink_changed(uplink_connect() == 0);
	sigemptyset(&empty);
	while (!quit) {
		sigsuspend(&empty);
		maybe_reload(conf);
		maybe_pair(fd);
		service_frames(fd);
	}
	printf("%lu frames\n", frames_total);
	close(fd);
	return 0;
}
