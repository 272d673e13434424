//===- posix-process.c - Calls of models/posix-process.yaml ---------------===//
//
// Part of Tocsin, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PACKAGE: libc6-dev libcap-dev libselinux1-dev
// ABSENT: ___errno __errno __error _errno
// Errno of other C libraries.
#include "operands.h"
#include <assert.h>
#include <err.h>
#include <errno.h>
#include <error.h>
#include <grp.h>
#include <mqueue.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <selinux/selinux.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/capability.h>
#include <sys/epoll.h>
#include <sys/fsuid.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

void calls(va_list list) {
  // error.code
  __errno_location();

  // exit
  if (fd)
    exit(0);
  if (fd)
    _exit(0);
  if (fd)
    _Exit(0);
  if (fd)
    quick_exit(0);
  if (fd)
    abort();
  if (fd)
    err(0, 0);
  if (fd)
    errx(0, 0);
  if (fd)
    verr(0, 0, list);
  if (fd)
    verrx(0, 0, list);
  if (fd)
    pthread_exit(0);
  if (fd)
    thrd_exit(0);
  if (fd)
    __assert_fail(0, 0, 0, 0);
  if (fd)
    __assert_perror_fail(0, 0, 0, 0);

  // output
  printf(0);
  vprintf(0, list);
  fprintf(0, 0);
  vfprintf(0, 0, list);
  dprintf(0, 0);
  vdprintf(0, 0, list);
  wprintf(0);
  vwprintf(0, list);
  fwprintf(0, 0);
  vfwprintf(0, 0, list);
  puts(0);
  fputs(0, 0);
  putchar(0);
  fputc(0, 0);
  putc(0, 0);
  perror(0);
  syslog(0, 0);
  vsyslog(0, 0, list);
  warn(0);
  warnx(0);
  vwarn(0, list);
  vwarnx(0, list);
  error(0, 0, 0);
  error_at_line(0, 0, 0, 0, 0);
  psignal(0, 0);
  fflush(0);

  // wait
  sleep(0);
  usleep(0);
  nanosleep(0, 0);
  clock_nanosleep(0, 0, 0, 0);
  thrd_sleep(0, 0);
  pause();
  poll(0, 0, 0);
  ppoll(0, 0, 0, 0);
  select(0, 0, 0, 0, 0);
  pselect(0, 0, 0, 0, 0, 0);
  epoll_wait(0, 0, 0, 0);
  epoll_pwait(0, 0, 0, 0, 0);
  wait(0);
  waitpid(0, 0, 0);
  waitid(0, 0, 0, 0);
  wait3(0, 0, 0);
  wait4(0, 0, 0, 0);
  fork();
  vfork();
  system(0);
  popen(0, 0);
  pclose(0);
  posix_spawn(0, 0, 0, 0, 0, 0);
  posix_spawnp(0, 0, 0, 0, 0, 0);
  recv(0, 0, 0, 0);
  recvfrom(0, 0, 0, 0, 0, 0);
  recvmsg(0, 0, 0);
  send(0, 0, 0, 0);
  sendto(0, 0, 0, 0, 0, 0);
  sendmsg(0, 0, 0);
  accept(0, 0, 0);
  accept4(0, 0, 0, 0);
  connect(0, 0, 0);
  getaddrinfo(0, 0, 0, 0);
  gethostbyname(0);
  sigsuspend(0);
  sigwait(0, 0);
  sem_wait(0);
  sem_timedwait(0, 0);
  mq_receive(0, 0, 0, 0);
  mq_timedreceive(0, 0, 0, 0, 0);
  msgrcv(0, 0, 0, 0, 0);
  pthread_join(0, 0);
  pthread_cond_wait(0, 0);
  pthread_cond_timedwait(0, 0, 0);

  // privilege.set
  setuid(mode);
  setgid(mode);
  seteuid(mode);
  setegid(mode);
  setreuid(0, mode);
  setregid(0, mode);
  setresuid(0, mode, 0);
  setresgid(0, mode, 0);
  setfsuid(0);
  setfsgid(0);
  setgroups(0, 0);
  initgroups(0, 0);
  cap_set_proc(0);
  capset(0, 0);
  setcon(0);
  setcon_raw(0);
  setfscreatecon(0);
  setfscreatecon_raw(0);
}
